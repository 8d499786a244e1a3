import { cancel, isCancel, text } from '@clack/prompts'
import { MigrationError } from '../errors.ts'
import { forTerminal } from './render/shown.ts'

/**
 * Asks the operator to type a word, so that no one confirms by habit.
 * @throws MigrationError with exit code 2 where there is no terminal to ask on
 */
export async function confirmByTyping(question: string, word: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    throw new MigrationError('This needs a confirmation, and there is no terminal to ask on', {
      code: 'VAL-CONFIRM',
      hint: 'Run it in a terminal, or give --yes in a script.',
    })
  }
  const answer = await text({
    message: forTerminal(`${question} Type "${word}" to go on.`),
    validate: (typed) =>
      typed === word || typed === ''
        ? undefined
        : forTerminal(`Type "${word}", or nothing to stop.`),
  })
  if (!isCancel(answer) && answer === word) return true
  cancel('Nothing was changed.')
  return false
}
