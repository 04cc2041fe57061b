// Hides the items of data-target whose data-words have not all of the typed words; the address remembers them.
export default function (field) {
  const apply = () => {
    const list = document.getElementById(field.dataset.target)
    if (!list) return
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
    let found = 0
    for (const item of list.querySelectorAll('[data-words]')) {
      const text = item.dataset.words.toLowerCase()
      item.hidden = !words.every((word) => text.includes(word))
      if (!item.hidden) found += 1
    }
    const none = document.querySelector(`[data-none-for="${field.dataset.target}"]`)
    if (none) none.hidden = found > 0
    const address = new URL(location.href)
    if (field.value) address.searchParams.set('q', field.value)
    else address.searchParams.delete('q')
    history.replaceState(null, '', address)
  }
  field.addEventListener('input', apply)
  document.addEventListener('slipway:refreshed', apply)
  if (field.value) apply()
  return () => document.removeEventListener('slipway:refreshed', apply)
}
