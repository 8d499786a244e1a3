import type { RateLimiter } from '../api/rate-limiter.ts'
import type { Log } from '../log.ts'
import type { Accounts } from './accounts.ts'
import type { Devices } from './devices.ts'

export interface AuthGatewayOptions {
  /** Passes a request on to Lite. */
  readonly forward: (request: Request) => Promise<Response>
  readonly accounts: Accounts
  readonly devices: Devices
  /** Signs tokens. */
  readonly jwtSecret: string
  readonly log: Log
  readonly limiter: RateLimiter
}
