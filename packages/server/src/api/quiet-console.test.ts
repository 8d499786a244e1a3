import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../log.ts'
import { markAnswered, quietly, watchConsole } from './quiet-console.ts'

describe('the console while Lite runs', () => {
  it('shows what others print, and sends what Lite prints to the log without statements', () => {
    const printed: unknown[] = []
    const logged: string[] = []
    const spy = vi.spyOn(globalThis.console, 'error').mockImplementation((...args) => {
      printed.push(args)
    })
    const unwatch = watchConsole()
    const target = globalThis.console
    const print = (...args: unknown[]): void => target.error(...args)
    const log = { ...silentLog, error: (message: string) => logged.push(message) }
    print('mine')
    quietly(log, () =>
      print('Auth error:', Object.assign(new Error('broken'), { query: 'select secret' })),
    )
    quietly(log, () =>
      print(markAnswered({ code: '23514', detail: 'Failing row contains (secret)' })),
    )
    unwatch()
    spy.mockRestore()
    expect(printed).toEqual([['mine']])
    expect(logged).toEqual(['Auth error: broken'])
  })
})
