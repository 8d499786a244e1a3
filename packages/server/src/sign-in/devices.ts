import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const COOKIE = 'valence_device'
const YEAR_S = 31_536_000

/**
 * Knows the devices on which someone has signed in before. Theirs is a count of wrong passwords of its own, so that a
 * stranger who guesses at an account cannot shut its owner out. The mark opens nothing: it says where the owner was.
 */
export interface Devices {
  /** The device that a request comes from, where the person with this e-mail has signed in on it; else null. */
  knownDevice(cookies: string | null, email: string): string | null
  /** A `Set-Cookie` that marks the device as one of this person's. */
  mark(cookies: string | null, email: string): string
}

/** @param secret signs the marks; whoever has it can sign tokens anyway */
export function createDevices(secret: string): Devices {
  const key = createHmac('sha256', secret).update('devices').digest()
  const signed = (device: string, email: string): string =>
    createHmac('sha256', key).update(`${device}\n${email}`).digest('base64url')
  return {
    knownDevice: (cookies, email) => {
      const [device = '', ...marks] = cookieOf(cookies).split('.')
      const wanted = Buffer.from(signed(device, email))
      const isKnown = marks.some((mark) => isSame(Buffer.from(mark), wanted))
      return device !== '' && isKnown ? device : null
    },
    mark: (cookies, email) => {
      const [before = '', ...marks] = cookieOf(cookies).split('.')
      const isOurs = /^[\w-]{22}$/.test(before)
      const device = isOurs ? before : randomBytes(16).toString('base64url')
      const own = signed(device, email)
      // A shared computer: the last few people who signed in on it.
      const others = isOurs ? marks.filter((mark) => mark !== own).slice(0, 4) : []
      const value = [device, own, ...others].join('.')
      return `${COOKIE}=${value}; Path=/auth/v1; Max-Age=${YEAR_S}; HttpOnly; SameSite=Strict`
    },
  }
}

function cookieOf(cookies: string | null): string {
  const found = (cookies ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`))
  return found?.slice(COOKIE.length + 1).slice(0, 1_000) ?? ''
}

function isSame(given: Buffer, wanted: Buffer): boolean {
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
