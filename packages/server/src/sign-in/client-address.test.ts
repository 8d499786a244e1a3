import { describe, expect, it } from 'vitest'
import { clientAddresses } from './client-address.ts'

describe('the address of a request', () => {
  it.each([
    ['is the socket’s, whatever a header says', '', '198.51.100.7', '203.0.113.9', '203.0.113.9'],
    ['is what a trusted proxy says', '10.0.0.0/8', '198.51.100.7', '10.1.2.3', '198.51.100.7'],
    [
      'is the last one that no trusted proxy has',
      '10.0.0.0/8, 192.0.2.1',
      '6.6.6.6, 198.51.100.7, 192.0.2.1',
      '10.1.2.3',
      '198.51.100.7',
    ],
    ['is the proxy’s where it says nothing', '10.0.0.0/8', null, '10.1.2.3', '10.1.2.3'],
    ['is the proxy’s where it says no address', '10.0.0.0/8', 'unknown', '10.1.2.3', '10.1.2.3'],
    [
      'is IPv4 on a socket for both kinds',
      '127.0.0.1',
      '198.51.100.7',
      '::ffff:127.0.0.1',
      '198.51.100.7',
    ],
    ['comes without its port', '::1', '198.51.100.7:4711', '::1', '198.51.100.7'],
    ['is the network of an IPv6 address', '', null, '2001:db8:0:7::99', '2001:db8:0:7::/64'],
    [
      'is one network, however it is written',
      '::1',
      '[2001:DB8::1]:80',
      '::1',
      '2001:db8:0:0::/64',
    ],
  ])('%s', (_, proxies, forwardedFor, peer, address) => {
    expect(clientAddresses(proxies)(forwardedFor, peer)).toBe(address)
  })

  it.each(['example.com', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.1/8/8', '::1/129'])(
    'takes no proxy called %s',
    (entry) => {
      expect(() => clientAddresses(entry)).toThrow(/VALENCE_TRUSTED_PROXIES/)
    },
  )
})
