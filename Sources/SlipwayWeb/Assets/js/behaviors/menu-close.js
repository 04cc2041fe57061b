// Opens a menu upwards where there is no room below it, and closes it when somebody clicks elsewhere or presses Escape.
export default function (menu) {
  const list = menu.querySelector('ul')
  const away = (event) => { if (!menu.contains(event.target)) menu.open = false }
  const escape = (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary').focus()
  }
  const place = () => {
    menu.classList.remove('upwards')
    if (!menu.open) return
    const below = list.getBoundingClientRect().bottom - window.innerHeight
    if (below <= 0) return
    const above = menu.getBoundingClientRect().top - list.offsetHeight - 6
    if (above >= 0) menu.classList.add('upwards')
    else list.scrollIntoView({ block: 'nearest' })
  }
  document.addEventListener('click', away)
  menu.addEventListener('keydown', escape)
  menu.addEventListener('toggle', place)
  return () => document.removeEventListener('click', away)
}
