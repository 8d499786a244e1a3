import { useState } from 'react'

/**
 * Has a ReferenceInput ask for its choices once somebody goes into its field. A form has several such fields, and a page
 * that opens with all of their choices asks for what mostly nobody looks at.
 */
export function useChoicesOnDemand() {
  const [isWanted, setWanted] = useState(false)
  return {
    reference: { enableGetChoices: () => isWanted },
    field: { onFocus: () => setWanted(true) },
  }
}
