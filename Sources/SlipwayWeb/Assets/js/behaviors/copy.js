// Copies data-copy and shows for a moment that it did.
export default function (button) {
  const click = async () => {
    await navigator.clipboard?.writeText(button.dataset.copy).catch(() => undefined)
    button.classList.add('copied')
    const label = button.getAttribute('aria-label')
    button.setAttribute('aria-label', 'Copied')
    setTimeout(() => {
      button.classList.remove('copied')
      button.setAttribute('aria-label', label)
    }, 1400)
  }
  button.addEventListener('click', click)
}
