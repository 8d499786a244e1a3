import { useRemoveFromStore, useStore } from 'ra-core'
import { useCallback, useEffect } from 'react'
import { useTheme } from 'react-admin'

export type Appearance = 'light' | 'dark' | 'system'

/** Light, dark, or whatever the system says; kept under the key that `first-paint.js` reads as well. */
export function useAppearance(): [Appearance, (appearance: Appearance) => void] {
  const [chosen] = useStore<'light' | 'dark' | undefined>('theme')
  const [, setTheme] = useTheme()
  const forget = useRemoveFromStore('theme')
  const set = useCallback(
    (appearance: Appearance) => {
      if (appearance === 'system') forget()
      else setTheme(appearance)
    },
    [forget, setTheme],
  )
  return [chosen ?? 'system', set]
}

/** Keeps the document and the browser's own bars in the colours of the theme. */
export function useDocumentTheme(mode: 'light' | 'dark', canvas: string): void {
  useEffect(() => {
    document.documentElement.dataset['theme'] = mode
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', canvas)
  }, [mode, canvas])
}
