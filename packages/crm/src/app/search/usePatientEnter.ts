import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

/** MUI leaves alone what is marked so. */
type MuiKeyboardEvent = KeyboardEvent & { defaultMuiPrevented?: boolean | undefined }

/**
 * An Enter that comes before the answer waits for it: what is on the screen until then answers what was typed a moment ago,
 * and would be somebody else's record. What was chosen with the arrows is taken at once.
 * @param isFirstSure whether the first in the list answers what is typed
 */
export function usePatientEnter(isFirstSure: boolean, openFirst: () => void) {
  const [isWaiting, setWaiting] = useState(false)
  const isByHand = useRef(false)
  useEffect(() => {
    if (!isWaiting || !isFirstSure) return
    setWaiting(false)
    openFirst()
  }, [isWaiting, isFirstSure, openFirst])
  return {
    onType: () => {
      setWaiting(false)
      isByHand.current = false
    },
    onKeyDown: (event: MuiKeyboardEvent) => {
      if (event.key.startsWith('Arrow')) isByHand.current = true
      if (event.key !== 'Enter' || isFirstSure || isByHand.current) return
      event.defaultMuiPrevented = true
      event.preventDefault()
      setWaiting(true)
    },
  }
}
