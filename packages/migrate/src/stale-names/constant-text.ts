import { as, list, stringConstant, strings } from './nodes.ts'

/** Stands for a part of a text that is not known before it runs. */
export const UNKNOWN_PART = 'valence_part'

export interface FoldedText {
  readonly text: string
  /** Whether every part of it is known. */
  readonly isConstant: boolean
}

/** The text that an expression builds, as far as it can be told without running it. */
export function foldText(node: unknown): FoldedText {
  const constant = stringConstant(node)
  if (constant !== undefined) return { text: constant, isConstant: true }
  const cast = as(node, 'TypeCast')
  if (cast !== null) return foldText(cast['arg'])
  const operator = as(node, 'A_Expr')
  if (operator !== null && strings(operator['name']).at(-1) === '||') {
    return join([foldText(operator['lexpr']), foldText(operator['rexpr'])])
  }
  const call = as(node, 'FuncCall')
  const args = list(call?.['args'])
  switch (strings(call?.['funcname']).at(-1)) {
    case 'format':
      return foldFormat(args)
    case 'concat':
      return join(args.map(foldText))
    case 'quote_ident':
    case 'quote_literal':
    case 'quote_nullable':
      return { ...foldText(args[0]), isConstant: false }
    default:
      return { text: ` ${UNKNOWN_PART} `, isConstant: false }
  }
}

function join(parts: readonly FoldedText[]): FoldedText {
  return {
    text: parts.map((part) => part.text).join(''),
    isConstant: parts.every((part) => part.isConstant),
  }
}

/** `format('… %I …', …)`: each placeholder takes the next argument, or the one whose number it gives. */
function foldFormat(args: readonly unknown[]): FoldedText {
  const [pattern, ...values] = args.map(foldText)
  if (pattern === undefined) return { text: '', isConstant: false }
  let next = 0
  let { isConstant } = pattern
  const text = pattern.text.replace(
    /%(?:(?<place>\d+)\$)?-?\d*(?<kind>[sIL%])/g,
    (_whole, place: string | undefined, kind: string) => {
      if (kind === '%') return '%'
      const value = values[place === undefined ? next : Number(place) - 1]
      next = place === undefined ? next + 1 : Number(place)
      if (value?.isConstant !== true) isConstant = false
      if (kind === 'L')
        return value?.isConstant === true
          ? `'${value.text.replaceAll("'", "''")}'`
          : `'${UNKNOWN_PART}'`
      return value?.text ?? UNKNOWN_PART
    },
  )
  return { text, isConstant }
}
