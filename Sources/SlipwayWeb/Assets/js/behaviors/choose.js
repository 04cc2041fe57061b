// What tiles leave unchosen is hidden by CSS; its fields must then not hold the form back.
export default function (tiles) {
  const chooser = tiles.closest('.chooser')
  if (!chooser) return
  const apply = () => {
    const chosen = tiles.querySelector(':checked')?.value
    const values = [...tiles.querySelectorAll('input')].map((input) => input.value)
    for (const part of chooser.querySelectorAll('[data-when]')) {
      if (!values.includes(part.dataset.when)) continue
      for (const field of part.querySelectorAll('[required], [data-required]')) {
        field.dataset.required = 'yes'
        field.required = part.dataset.when === chosen
      }
    }
  }
  tiles.addEventListener('change', apply)
  apply()
}
