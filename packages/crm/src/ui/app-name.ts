import { createContext, useContext } from 'react'

/** What this CRM is called, as its settings say. */
export const AppNameContext = createContext('Valence CRM')

/** What this CRM is called. */
export function useAppName(): string {
  return useContext(AppNameContext)
}
