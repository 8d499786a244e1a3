import { Navigate, useLocation } from 'react-router-dom'
import { newLinkFor } from './old-links.ts'

/** Leads a bookmark from before to the page of now. */
export function OldLink() {
  const { pathname, search } = useLocation()
  return <Navigate to={newLinkFor(pathname, search) ?? '/'} replace />
}
