// Closes an open menu when somebody clicks elsewhere or presses Escape.
export default function (menu) {
  const away = (event) => { if (!menu.contains(event.target)) menu.open = false }
  const escape = (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary').focus()
  }
  document.addEventListener('click', away)
  menu.addEventListener('keydown', escape)
  return () => document.removeEventListener('click', away)
}
