import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Writes a file that is made from the code; with `--check` on the command line it compares instead, and says the differences and
 * the command that makes it anew. The exit code is 1 then.
 */
export async function writeOrCompare(file: URL, text: string, command: string): Promise<void> {
  if (!process.argv.includes('--check')) {
    await writeFile(file, text)
    return
  }
  const kept = await readFile(file, 'utf8').catch(() => '')
  if (kept === text) return
  const before = new Set(kept.split('\n'))
  const after = new Set(text.split('\n'))
  const lines = [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ]
  process.stdout.write(
    `The code says something else than ${path.basename(fileURLToPath(file))}. If that is meant: npm run ${command}\n${lines.slice(0, 40).join('\n')}\n`,
  )
  process.exitCode = 1
}
