import { useEffect, useState } from 'react'
import { ApplicationUpdatedNotification, CheckForApplicationUpdate } from 'react-admin'

const FIVE_MINUTES_MS = 300_000

/** The first look is no part of showing the page. */
const PATIENCE_MS = 10_000

/** Asks for a reload when the server has another version of the app. */
export function NewVersion() {
  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isSettled) return null
  return (
    <CheckForApplicationUpdate
      url="/index.html"
      interval={FIVE_MINUTES_MS}
      fetchOptions={{ cache: 'no-cache' }}
      notification={
        <ApplicationUpdatedNotification
          notificationText="crm.update.title"
          updateText="crm.update.reload"
        />
      }
    />
  )
}
