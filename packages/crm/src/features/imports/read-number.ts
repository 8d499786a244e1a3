/** The sign before the fraction of a number. */
export type DecimalSign = '.' | ','

/** What a text says as a number. */
export type NumberReading =
  | {
      readonly kind: 'sure'
      readonly number: number
      readonly decimal: DecimalSign | null
      /** It has three digits of a fraction, or more. */
      readonly isFine?: boolean
    }
  /** `1.234` is over a thousand to some and little over one to others. */
  | {
      readonly kind: 'either'
      readonly sign: DecimalSign
      readonly asDecimal: number
      readonly asThousands: number
    }
  | { readonly kind: 'none' }

const NONE: NumberReading = { kind: 'none' }
/** Signs and names of currencies, before or after. */
const CURRENCY =
  /^(?:[A-Z]{1,2}\p{Sc}|\p{Sc}|[A-Z]{3}(?![A-Z])|Fr\.|kr\.?|Rs\.?)\s*|\s*(?:\p{Sc}|[A-Z]{3}|Fr\.?|kr\.?|zł|Kč|Ft|lei|euros?)$/giu
/** Groups of three, or as in India the last of three and the others of two. */
const GROUPED: Readonly<Record<DecimalSign, RegExp>> = {
  ',': /^(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})$/,
  '.': /^\d{1,3}(?:\.\d{3})+$/,
}
const SPACED = /^\d{1,3}(?:[\s'’]\d{3})+(?=$|[.,])/u

/** Reads `1,234.50`, `1.234,50 €`, `CHF 1'234.-`, `12,34,567.00`, `(1 200)`, `1e-7`. */
export function readNumber(text: string): NumberReading {
  const stripped = text.trim().replace(CURRENCY, '').trim().replace(CURRENCY, '').trim()
  // The Swiss write a dash for no centimes.
  const bare = stripped.replace(/(?<=\d)[.,][-–—]{1,2}$/u, '')
  const [, open, , body = '', , close, after] =
    /^(\()?([-−+])?\s*(.*?)(\s*)(\))?([-−])?$/su.exec(bare) ?? []
  if ((open === undefined) !== (close === undefined)) return NONE
  const isNegative = open !== undefined || /^\(?[-−]/u.test(bare) || after !== undefined
  const reading = readDigits(body.replace(CURRENCY, '').trim())
  return isNegative ? negative(reading) : reading
}

function readDigits(text: string): NumberReading {
  const spaced = SPACED.exec(text)?.[0]
  if (spaced !== undefined) {
    const rest = text.slice(spaced.length)
    return fraction(spaced.replace(/\D/gu, ''), rest)
  }
  if (/^\d+$/.test(text)) return { kind: 'sure', number: Number(text), decimal: null }
  const power = /^(\d*)([.,]?)(\d*)e([+-]?\d{1,3})$/i.exec(text)
  if (power && (power[1] || power[3])) {
    const number = Number(`${power[1] || '0'}.${power[3] || '0'}e${power[4]}`)
    return { kind: 'sure', number, decimal: power[2] ? (power[2] as DecimalSign) : null }
  }
  if (!/^[\d.,]*\d[\d.,]*$/.test(text)) return NONE
  return readSigns(text)
}

/** Digits with points and commas among them. */
function readSigns(text: string): NumberReading {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const sign = text[last] as DecimalSign
  const other: DecimalSign = sign === '.' ? ',' : '.'
  const [whole, rest] = [text.slice(0, last), text.slice(last + 1)]
  if (text.includes(other)) {
    const isFair = GROUPED[other].test(whole)
    return isFair ? fraction(whole.replaceAll(other, ''), `${sign}${rest}`) : NONE
  }
  if (whole.includes(sign)) {
    if (!GROUPED[sign].test(text)) return NONE
    return { kind: 'sure', number: Number(text.replaceAll(sign, '')), decimal: other }
  }
  const isGroup = rest.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
  if (!isGroup) return fraction(whole || '0', `${sign}${rest}`)
  const asDecimal = Number(`${whole}.${rest}`)
  return { kind: 'either', sign, asDecimal, asThousands: Number(`${whole}${rest}`) }
}

function fraction(whole: string, rest: string): NumberReading {
  if (rest === '') return { kind: 'sure', number: Number(whole), decimal: null }
  const digits = rest.slice(1)
  if (!/^\d*$/.test(digits)) return NONE
  return {
    kind: 'sure',
    number: Number(`${whole}.${digits || '0'}`),
    decimal: rest[0] as DecimalSign,
    isFine: digits.length > 2,
  }
}

function negative(reading: NumberReading): NumberReading {
  switch (reading.kind) {
    case 'none':
      return reading
    case 'sure':
      return { ...reading, number: reading.number === 0 ? 0 : -reading.number }
    case 'either':
      return { ...reading, asDecimal: -reading.asDecimal, asThousands: -reading.asThousands }
  }
}

/** How the numbers of a column are written. */
export interface NumberStyle {
  /** Null where none shows it, or they contradict one another. */
  readonly decimal: DecimalSign | null
  /** Fractions of three digits are usual in it: `1.234` beside `0.5678` is no thousand. */
  readonly isFine: boolean
}

/** The style that the numbers of a column show. */
export function numberStyleOf(texts: readonly string[]): NumberStyle {
  const seen = new Set<DecimalSign>()
  let isFine = false
  for (const text of texts) {
    const reading = readNumber(text.replace('%', ''))
    if (reading.kind !== 'sure' || reading.decimal === null) continue
    seen.add(reading.decimal)
    isFine ||= reading.isFine === true
  }
  return { decimal: seen.size === 1 ? ([...seen][0] ?? null) : null, isFine }
}

/** The number under a style; undefined where the text is read in two ways and the style does not tell which. */
export function numberUnder(
  reading: NumberReading,
  { decimal, isFine }: NumberStyle,
): number | null | undefined {
  if (reading.kind === 'sure') return reading.number
  if (reading.kind === 'none') return null
  if (decimal === null) return undefined
  if (reading.sign !== decimal) return reading.asThousands
  return isFine ? reading.asDecimal : undefined
}
