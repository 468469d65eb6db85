// A classic script in the head: sets theme and density before the first paint, so that nothing flashes.
// The same rules as `applyPreferences` in src/components/layout/preferences.ts, which takes over when the page starts.
{
  const { document, localStorage, matchMedia } = globalThis
  let stored
  try {
    stored = JSON.parse(localStorage.getItem('contrail.preferences') ?? '{}')
  } catch {
    // No storage, or not ours: the defaults.
  }
  const chosen = stored?.theme
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  document.documentElement.dataset.density = stored?.density === 'comfortable' ? 'comfortable' : 'compact'
}
