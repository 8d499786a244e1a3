/** What a cell with e-mail addresses holds: these, and what else stands there. */
export interface ReadAddresses {
  readonly addresses: readonly string[]
  /** Names, remarks and what is no address; '' where there is nothing else. */
  readonly rest: string
}

const ADDRESS = /[^\s<>()[\],;:"|]+@[^\s<>()[\],;:"|@]+/gu
/** What Exchange calls its own mailboxes. */
const EXCHANGE = /\/o=[^;]*?\/cn=[^;\n]*/giu

/** The addresses in a text such as `Ida Blum <ida@nordhaus.example>; otto@kern.example (work)`. */
export function readAddresses(text: string): ReadAddresses {
  const plain = text.replace(/mailto:/giu, '')
  const found = [...plain.replace(EXCHANGE, ' ').matchAll(ADDRESS)].map(([address]) => address)
  // A sentence may have ended there.
  const addresses = found
    .map((address) => address.replace(/^[.']+|[.']+$/g, '').toLowerCase())
    .filter((address) => /^[^@]+@[^@.]+(?:\.[^@.]+)*$/u.test(address))
  const rest = plain
    .replace(ADDRESS, ' ')
    .replace(/[<>[\]"]/g, ' ')
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/:::/g, ' ')
    .trim()
    .replace(/^[\s,;|']+|[\s,;|']+$/g, '')
  const wrong = found.filter((address) => !/@/.test(address))
  const isTrailing = found.some((address) => /[.']$/.test(address))
  const parts = [rest.replace(/\s*[,;]\s*(?=[,;]|$)/g, ''), ...wrong].filter((part) =>
    /[\p{L}\p{N}]/u.test(part),
  )
  return { addresses: [...new Set(addresses)], rest: parts.join(' ') || (isTrailing ? '.' : '') }
}

/** Whether a text is the mailbox of an Exchange server, which nobody outside can write to. */
export function isExchangeAddress(text: string): boolean {
  return /^\s*\/o=/i.test(text)
}
