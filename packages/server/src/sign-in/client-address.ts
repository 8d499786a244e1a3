import { BlockList, isIP, isIPv6 } from 'node:net'
import { StackError } from '../errors.ts'

/** Tells whose request it is, by the address that it came from. */
export type ClientAddress = (forwardedFor: string | null, peer: string | undefined) => string

/**
 * Behind a proxy everybody has the proxy's address; the proxy says whom it speaks for in `X-Forwarded-For`. It is believed
 * only where it comes from a proxy that was named: anyone else can write what they like there.
 *
 * @param proxies addresses or networks (`10.0.0.0/8`), separated by commas
 * @throws StackError `name-invalid` for what is neither
 */
export function clientAddresses(proxies: string): ClientAddress {
  const trusted = trustedProxies(proxies)
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return (forwardedFor, peer = '') => {
    const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()))
    let address = plain(peer)
    // From the last to the first: each proxy adds whom it heard.
    while (isTrusted(address)) {
      const before = hops.pop()
      if (before === undefined || isIP(before) === 0) break
      address = before
    }
    return networkOf(address)
  }
}

function trustedProxies(text: string): BlockList {
  const list = new BlockList()
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry !== '') addTo(list, entry)
  }
  return list
}

function addTo(list: BlockList, entry: string): void {
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  const longest = family === 'ipv6' ? 128 : 32
  const length = bits === undefined ? longest : Number(bits)
  const isLength = /^\d+$/.test(bits ?? '0') && length <= longest
  if (isIP(address) === 0 || !isLength || rest.length > 0) {
    throw new StackError(
      'name-invalid',
      `VALENCE_TRUSTED_PROXIES holds "${entry}", which is no address.`,
      {
        hint: 'Write addresses or networks, separated by commas: 127.0.0.1, 10.0.0.0/8, ::1.',
      },
    )
  }
  list.addSubnet(address, length, family)
}

/** An IPv4 address as such, also where a socket for both kinds writes it as IPv6; without a port. */
function plain(address: string): string {
  const bare = /^\[(?<inner>[^\]]+)\](?::\d+)?$/.exec(address)?.groups?.['inner'] ?? address
  const mapped = /^::ffff:(?<four>\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.groups?.['four'] ?? bare
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(mapped) ? mapped.slice(0, mapped.indexOf(':')) : mapped
}

/** Whoever has one IPv6 address has the 2⁶⁴ of its network too. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  const groups = tail === undefined ? front : [...front, ...zeros, ...back]
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
