// Shows and hides the text of a secret.
export default function (box) {
  const field = box.querySelector('input')
  const button = box.querySelector('[data-reveal]')
  button.addEventListener('click', () => {
    const isShown = field.type === 'password'
    field.type = isShown ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(isShown))
  })
}
