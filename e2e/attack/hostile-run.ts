import { hostileInputs } from './hostile-inputs.ts'
import { type HostileRequest, targets } from './hostile-requests.ts'
import { sendRaw } from './send.ts'

/** Somebody who attacks, with what nobody but them may be shown. */
export interface Attacker {
  readonly name: string
  readonly token: string | null
  /** What is planted in rows that are not theirs. */
  readonly mustNotSee: readonly string[]
}

export interface HostileRunOptions {
  readonly url: string
  readonly publishableKey: string
  readonly attackers: readonly Attacker[]
  readonly relations: readonly string[]
  readonly doors: readonly string[]
  /** Each place meets every n-th of the inputs. */
  readonly every: number
}

/** An answer that should not have been. */
export interface Weakness {
  readonly kind: 'answered 5xx' | 'hung up' | 'shows internals' | 'shows rows of others'
  readonly attacker: string
  readonly request: string
  readonly answer: string
}

export interface HostileRun {
  readonly requests: number
  readonly places: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly slowestMs: number
  readonly weaknesses: readonly Weakness[]
}

/** What no text may hold, whoever asks. */
const INTERNALS =
  /node_modules|\bat (?:async )?[\w.<>]+ \(|\.[jt]s:\d+|TypeError|RangeError|SyntaxError|Cannot read prop|undefined \(reading|postgres:\/\/|valence_api|encrypted_password|\$2[aby]\$\d\d|PL\/pgSQL|ECONN|kysely|jwt_secret|sb_secret_/

/** Puts hostile values into requests for every place of the server, and judges what comes back. */
export async function attack(options: HostileRunOptions): Promise<HostileRun> {
  const inputs = hostileInputs()
  const places = targets(options.relations, options.doors)
  const weaknesses: Weakness[] = []
  const byStatus: Record<string, number> = {}
  let requests = 0
  let slowestMs = 0
  const one = async (request: HostileRequest, attacker: Attacker): Promise<void> => {
    const own = {
      apikey: options.publishableKey,
      ...(attacker.token === null || endsSession(request)
        ? {}
        : { authorization: `Bearer ${attacker.token}` }),
      // The server is told to trust us in this: limits by address would answer in the place of what is tried.
      'x-forwarded-for': `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`,
    }
    requests += 1
    const answer = await sendRaw(options.url, request, own)
    byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1
    slowestMs = Math.max(slowestMs, answer.ms)
    const kind = weaknessOf(request, answer, attacker)
    if (kind === null) return
    const { method, path, body = '' } = request
    weaknesses.push({
      kind,
      attacker: attacker.name,
      request: `${method} ${path.slice(0, 300)} ${body.slice(0, 200)} ${JSON.stringify(request.headers ?? {}).slice(0, 120)}`,
      answer: `${answer.status} ${answer.text.slice(0, 300)}`,
    })
  }
  const queue = jobs(places.length, inputs.length, options.every)
  const worker = async (): Promise<void> => {
    for (let job = queue.next(); !job.done; job = queue.next()) {
      const [place, input] = job.value
      const { aims } = places[place] ?? { aims: [] }
      const aim = aims[(input * 7 + place) % aims.length]
      const attacker = options.attackers[(input + place) % options.attackers.length]
      if (aim !== undefined && attacker !== undefined) await one(aim(inputs[input]), attacker)
    }
  }
  await Promise.all(Array.from({ length: 12 }, worker))
  return { requests, places: places.length, byStatus, slowestMs: Math.round(slowestMs), weaknesses }
}

/** Whoever signs out attacks no more. */
function endsSession({ method, path }: HostileRequest): boolean {
  return method === 'POST' && path.startsWith('/auth/v1/logout')
}

function* jobs(
  places: number,
  inputs: number,
  every: number,
): Generator<readonly [number, number]> {
  for (let place = 0; place < places; place += 1) {
    for (let input = place % every; input < inputs; input += every) yield [place, input]
  }
}

function weaknessOf(
  request: HostileRequest,
  answer: { readonly status: number; readonly text: string },
  attacker: Attacker,
): Weakness['kind'] | null {
  if (answer.status === 0) return 'hung up'
  if (answer.status >= 500 && !isNoBuild(request, answer.text)) return 'answered 5xx'
  // What a caller sent may come back: their own words are no internals.
  const sent = `${request.path} ${request.body ?? ''} ${JSON.stringify(request.headers ?? {})}`
  const found = INTERNALS.exec(answer.text)?.[0]
  if (found !== undefined && !sent.includes(found)) return 'shows internals'
  return attacker.mustNotSee.some((planted) => answer.text.includes(planted))
    ? 'shows rows of others'
    : null
}

/** The page that says how to build the CRM, where no build is served. */
function isNoBuild({ path }: HostileRequest, text: string): boolean {
  return !/^\/(?:rest|auth|storage)\//.test(path) && text.includes('is not built yet')
}
