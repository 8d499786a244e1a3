/** What was typed for a field that is not there yet. */
interface Caught {
  readonly text: string
  readonly isEntered: boolean
}

const NOTHING: Caught = { text: '', isEntered: false }

/**
 * Keeps what is typed while the field that it is meant for is still being fetched, and types it there once the field has the
 * focus.
 * @returns ends it
 */
export function catchTyping(): () => void {
  let caught = NOTHING
  const onKeyDown = (event: KeyboardEvent) => {
    const next = isTaken(event.target) ? null : afterKey(caught, event)
    if (next === null) return
    caught = next
    event.preventDefault()
    // Else it would be somebody's shortcut.
    event.stopImmediatePropagation()
  }
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!isField(target) || caught === NOTHING) return
    const typed = caught
    caught = NOTHING
    // Once the field is drawn whole: it gets the focus while it is being made.
    queueMicrotask(() => type(target, typed))
  }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  document.addEventListener('focusin', onFocusIn)
  return () => {
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    document.removeEventListener('focusin', onFocusIn)
  }
}

/** What is caught after one more key; null where the key is none of a text. */
function afterKey(caught: Caught, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): Caught | null {
  if (ctrlKey || metaKey || altKey) return null
  if (key === 'Backspace') return { ...caught, text: [...caught.text].slice(0, -1).join('') }
  // Alone it is for what has the focus.
  if (key === 'Enter') return caught.text === '' ? null : { ...caught, isEntered: true }
  const isCharacter = [...key].length === 1
  return isCharacter ? { text: caught.text + key, isEntered: false } : null
}

function type(field: HTMLElement, { text, isEntered }: Caught): void {
  if (document.activeElement !== field) return
  // As the keyboard would, so that whoever listens to the field hears of it; nothing else that a page may do counts as typing.
  if (text !== '') document.execCommand('insertText', false, text)
  if (isEntered) field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
}

function isTaken(target: EventTarget | null): boolean {
  return (
    isField(target) || (target instanceof Element && target.closest('[role="dialog"]') !== null)
  )
}

function isField(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement && target.matches('input, textarea, [contenteditable="true"]')
  )
}
