/** How long a first key («g») waits for its second. */
const PATIENCE_MS = 1500

/** What a key press means; null for nothing. */
export type KeySequence = (press: KeyPress) => string | null

export interface KeyPress {
  /** The character that was made, whatever keys made it: `?` is another one on a French keyboard. */
  readonly key: string
  /** With Ctrl, Alt or Meta: the browser's and the system's business. */
  readonly isModified: boolean
  readonly atMs: number
}

/**
 * Recognises shortcuts of one key (`c`) and of two in a row (`g o`). By character rather than by place on the keyboard,
 * which react-hotkeys-hook does either by place or without minding Ctrl, so that Ctrl+C would open a menu.
 */
export function createKeySequence(shortcuts: readonly string[]): KeySequence {
  let first: { readonly key: string; readonly atMs: number } | null = null
  return ({ key, isModified, atMs }) => {
    if (isModified || key === 'Shift') return null
    const isWaiting = first !== null && atMs - first.atMs <= PATIENCE_MS
    const pair = isWaiting ? `${first?.key} ${key}` : null
    first = null
    if (pair && shortcuts.includes(pair)) return pair
    if (shortcuts.includes(key)) return key
    if (shortcuts.some((shortcut) => shortcut.startsWith(`${key} `))) first = { key, atMs }
    return null
  }
}
