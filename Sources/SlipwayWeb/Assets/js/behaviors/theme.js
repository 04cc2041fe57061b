// Turns between the light and the dark colours; the choice is a cookie, so that the server draws it at once.
export default function (button) {
  const root = document.documentElement
  const prefersDark = matchMedia('(prefers-color-scheme: dark)')
  button.addEventListener('click', () => {
    const present = root.dataset.theme ?? (prefersDark.matches ? 'dark' : 'light')
    const next = present === 'dark' ? 'light' : 'dark'
    const isSystem = (next === 'dark') === prefersDark.matches
    if (isSystem) delete root.dataset.theme
    else root.dataset.theme = next
    document.cookie = `theme=${isSystem ? 'system' : next}; path=/; max-age=31536000; samesite=lax`
  })
}
