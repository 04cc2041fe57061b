// Opens the sidebar over the page on a phone.
export default function (button) {
  const root = document.documentElement
  const set = (isOpen) => {
    root.classList.toggle('menu-open', isOpen)
    button.setAttribute('aria-expanded', String(isOpen))
  }
  const away = (event) => {
    if (!root.classList.contains('menu-open')) return
    if (!event.target.closest('.sidebar, .menu-button')) set(false)
  }
  const escape = (event) => { if (event.key === 'Escape' && root.classList.contains('menu-open')) { set(false); button.focus() } }
  button.addEventListener('click', () => set(!root.classList.contains('menu-open')))
  document.addEventListener('click', away)
  document.addEventListener('keydown', escape)
}
