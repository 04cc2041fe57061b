// Everything by its name: what can be done here, the tabs of this page, then projects, services and pages from /palette.
const icon = (name) => {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  drawing.classList.add('icon')
  drawing.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', name)
  drawing.append(use)
  return drawing
}

const entry = (title, place, drawing, href) => {
  const item = document.createElement('a')
  item.className = 'palette-item'
  item.href = href ?? '#'
  item.dataset.words = `${title} ${place}`
  const words = document.createElement('span')
  words.textContent = title
  const where = document.createElement('span')
  where.className = 'where'
  where.textContent = place
  item.append(icon(drawing), words, where)
  return item
}

export default function (dialog) {
  const field = dialog.querySelector('input')
  const list = dialog.querySelector('.palette-list')
  let items = []
  let chosen = 0

  // The page's own buttons: what they ask before they act, they ask here as well.
  const actions = () => [...document.querySelectorAll(':is(.page-head .actions, .empty) :is(button[type=submit], a.button)')].map((button) => {
    const drawing = button.querySelector('use')?.getAttribute('href') ?? '#i-chevron-right'
    const item = entry(button.textContent.trim(), 'Action', drawing)
    item.addEventListener('click', (event) => {
      event.preventDefault()
      dialog.close()
      button.click()
    })
    return item
  })

  const tabs = () => [...document.querySelectorAll('.tabs a')].map((tab) =>
    entry(tab.firstChild.textContent, 'Tab', '#i-chevron-right', tab.href))

  let far
  const load = async () => {
    const answer = await fetch('/palette', { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    far = [...page.querySelectorAll('.palette-item')]
  }

  const choose = (index) => {
    const shown = [...list.querySelectorAll('.palette-item')]
    if (!shown.length) { field.removeAttribute('aria-activedescendant'); return }
    chosen = (index + shown.length) % shown.length
    shown.forEach((item, at) => item.setAttribute('aria-selected', String(at === chosen)))
    shown[chosen].scrollIntoView({ block: 'nearest' })
    field.setAttribute('aria-activedescendant', shown[chosen].id)
  }

  // Whoever types a whole name means what has it; what can be done comes before what only contains the words.
  const rank = (item, typed) => {
    const title = item.querySelector('span').textContent.toLowerCase()
    if (title === typed) return far?.includes(item) ? 0 : 1
    return title.startsWith(typed) ? 2 : 3
  }

  const filter = () => {
    const typed = field.value.trim().toLowerCase()
    const words = typed.split(/\s+/).filter(Boolean)
    const found = items.filter((item) => {
      const text = (item.dataset.words ?? item.textContent).toLowerCase()
      return words.every((word) => text.includes(word))
    })
    if (typed) found.sort((one, other) => rank(one, typed) - rank(other, typed))
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
    if (!far) await load()
    items = [...actions(), ...tabs(), ...far ?? []]
    items.forEach((item, index) => { item.setAttribute('role', 'option'); item.id = `palette-${index}` })
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
