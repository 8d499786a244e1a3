// Before the tests, once: the program that they start as a process. From its sources each start takes a second more.
import { fileURLToPath } from 'node:url'
import { writeProgram } from './package.mjs'

export async function setup() {
  await writeProgram(fileURLToPath(new URL('../dist/test', import.meta.url)))
}
