// Arrow keys move between tabs; the present one is brought into view.
export default function (nav) {
  const links = [...nav.querySelectorAll('a')]
  const present = nav.querySelector('[aria-current]')
  if (present) nav.scrollLeft = present.offsetLeft - nav.clientWidth / 2 + present.clientWidth / 2
  nav.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const index = links.indexOf(document.activeElement)
    if (!step || index < 0) return
    event.preventDefault()
    links[(index + step + links.length) % links.length].focus()
  })
}
