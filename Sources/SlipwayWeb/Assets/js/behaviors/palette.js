// Everything by its name: the items come from /palette when it is opened first.
export default function (dialog) {
  const field = dialog.querySelector('input')
  const list = dialog.querySelector('.palette-list')
  let items = []
  let chosen = 0

  const load = async () => {
    const answer = await fetch('/palette', { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    items = [...page.querySelectorAll('.palette-item')]
    for (const tab of document.querySelectorAll('.tabs a')) {
      const item = document.createElement('a')
      item.className = 'palette-item'
      item.href = tab.href
      item.dataset.words = tab.textContent
      item.append(tab.firstChild.textContent)
      const where = document.createElement('span')
      where.className = 'where'
      where.textContent = 'on this page'
      item.append(where)
      items.unshift(item)
    }
    items.forEach((item, index) => { item.setAttribute('role', 'option'); item.id = `palette-${index}` })
  }

  const choose = (index) => {
    const shown = [...list.querySelectorAll('.palette-item')]
    if (!shown.length) { field.removeAttribute('aria-activedescendant'); return }
    chosen = (index + shown.length) % shown.length
    shown.forEach((item, at) => item.setAttribute('aria-selected', String(at === chosen)))
    shown[chosen].scrollIntoView({ block: 'nearest' })
    field.setAttribute('aria-activedescendant', shown[chosen].id)
  }

  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = items.filter((item) => {
      const text = (item.dataset.words ?? item.textContent).toLowerCase()
      return words.every((word) => text.includes(word))
    })
    const none = document.createElement('p')
    none.className = 'palette-none'
    none.textContent = 'Nothing has these words.'
    list.replaceChildren(...(found.length ? found.slice(0, 60) : [none]))
    choose(0)
  }

  const open = async () => {
    if (dialog.open) { dialog.close(); return }
    dialog.showModal()
    field.value = ''
    field.focus()
    if (!items.length) await load()
    filter()
  }

  field.addEventListener('input', filter)
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') { event.preventDefault(); choose(chosen + 1) }
    if (event.key === 'ArrowUp') { event.preventDefault(); choose(chosen - 1) }
    if (event.key === 'Enter') {
      event.preventDefault()
      list.querySelector('[aria-selected="true"]')?.click()
    }
  })
  dialog.addEventListener('mousedown', (event) => { if (event.target === dialog) dialog.close() })
  document.addEventListener('slipway:palette', open)
}
