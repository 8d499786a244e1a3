const FILES = ['/config.json', '/first-paint.js']

/**
 * Lets the app be installed and open without a connection. Told what this first visit has loaded already, because a
 * worker sees only what is asked for after it.
 */
export function installWorker(): void {
  if (!('serviceWorker' in navigator)) return
  window.addEventListener('load', () => void install())
}

async function install(): Promise<void> {
  try {
    await navigator.serviceWorker.register('/service-worker.js')
    const { active } = await navigator.serviceWorker.ready
    const loaded = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.startsWith('/assets/'))
    active?.postMessage({ keep: [...loaded, ...FILES, '/index.html'] })
  } catch {
    // Refused by the browser (private mode, no HTTPS): the app is the same without, only never offline.
  }
}
