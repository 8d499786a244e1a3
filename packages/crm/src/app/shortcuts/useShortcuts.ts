import { useEvent, useStore } from 'ra-core'
import { useEffect } from 'react'
import { createKeySequence } from './key-sequence.ts'

/** Single keys get in the way of people who speak to their device, so they can be switched off. */
export function useShortcutsSwitch(): [boolean, (isOn: boolean) => void] {
  return useStore('shortcuts', true)
}

/**
 * Runs an action when its keys are pressed (`c`, `g o`), anywhere but where one types or in something that is open.
 * @param actions by shortcut; the set of shortcuts is that of the first render
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const [isOn] = useShortcutsSwitch()
  const run = useEvent((shortcut: string) => actions[shortcut]?.())
  const names = Object.keys(actions).join('|')

  useEffect(() => {
    if (!isOn) return
    const sequence = createKeySequence(names.split('|'))
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isBusy(event.target)) return
      const shortcut = sequence({
        key: event.key,
        isModified: event.ctrlKey || event.metaKey || event.altKey,
        atMs: event.timeStamp,
      })
      if (shortcut === null) return
      // Else the key would be the first character in the field that it opens.
      event.preventDefault()
      run(shortcut)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOn, names, run])
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]',
    ) !== null
  )
}
