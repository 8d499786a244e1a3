// Runs before the first paint. The key and its JSON form are those of react-admin's store.
;(() => {
  let chosen = null
  try {
    chosen = JSON.parse(localStorage.getItem('RaStore.theme') ?? 'null')
  } catch {
    // Storage may be closed to us (private mode): the system's choice is good enough.
  }
  const isDark =
    (chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute('content', isDark ? '#0e0f13' : '#f6f6f8')
})()
