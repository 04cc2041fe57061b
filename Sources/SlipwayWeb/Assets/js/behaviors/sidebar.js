// Folds the sidebar to its icons; the choice is a cookie.
export default function (button) {
  button.addEventListener('click', () => {
    const isNarrow = document.documentElement.classList.toggle('collapsed')
    document.cookie = `sidebar=${isNarrow ? 'collapsed' : 'open'}; path=/; max-age=31536000; samesite=lax`
  })
}
