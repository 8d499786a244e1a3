import { accessSync, constants } from 'node:fs'
import { platform } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const ON_MACOS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The program of a browser that browser tests can drive, or null: CHROMIUM_PATH when set, else one that the
 * system has, else the one that Playwright installed.
 */
export function findChromium(): string | null {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  const inPath = PATH.split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)))
  const candidates = [
    ...(CHROMIUM_PATH === undefined ? [] : [CHROMIUM_PATH]),
    ...(platform() === 'darwin' ? ON_MACOS : []),
    ...inPath,
    chromium.executablePath(),
  ]
  return candidates.find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Absent, or not ours to run: either way no candidate.
    return false
  }
}
