// Keeps the button of a deletion back until the name was typed.
export default function (actions) {
  const form = actions.closest('form')
  const field = form.querySelector('[name="_name"]')
  const button = actions.querySelector('button')
  const check = () => { button.disabled = field.value !== actions.dataset.name }
  field.addEventListener('input', check)
  check()
}
