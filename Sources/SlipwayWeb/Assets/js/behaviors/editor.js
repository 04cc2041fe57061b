// The environment editor's two views. The server knows how to read and write the text; here a line is a name and a
// value, and the mode says which of the two was meant.
export default function (editor) {
  const find = (name) => editor.querySelector(`[data-${name}]`)
  const [table, raw, mode, blank] = ['table', 'raw', 'mode', 'blank'].map(find)
  const buttons = [...editor.querySelectorAll('[data-show]')]
  const area = raw.querySelector('textarea')
  const start = area.value

  const show = (name) => {
    const isTable = name === 'table'
    table.hidden = !isTable
    raw.hidden = isTable
    mode.value = name
    for (const field of table.querySelectorAll('input, textarea')) field.disabled = !isTable
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.show === name))
  }

  const rows = () => [...table.querySelectorAll('[data-row]')]
  const isEmpty = (row) => !row.querySelector('[data-name]').value && !row.querySelector('textarea').value
  const grow = () => {
    if (rows().length && isEmpty(rows().at(-1))) return
    table.append(blank.content.cloneNode(true))
    for (const field of rows().at(-1).querySelectorAll('input, textarea')) field.disabled = false
  }

  // What was typed into the table is not in the text yet, so the way to the text leads through a difference.
  let isTouched = false
  for (const button of buttons) {
    button.addEventListener('click', () => {
      if (button.dataset.show === 'text' && isTouched && !confirm('Show the saved text? What was typed into the table is lost.')) return
      isTouched = false
      if (button.dataset.show === 'table' && area.value !== start) {
        alert('Save the text first: the table shows what is saved.')
        return
      }
      show(button.dataset.show)
    })
  }
  table.addEventListener('input', () => { isTouched = true; grow() })
  table.addEventListener('click', (event) => {
    const button = event.target.closest('[data-remove]')
    if (!button) return
    isTouched = true
    button.closest('[data-row]').remove()
    grow()
  })
  table.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text')
    if (!event.target.matches('[data-name]') || !/^\s*[\w.-]+\s*=/.test(text)) return
    event.preventDefault()
    if (isTouched && !confirm('Paste as text? What was typed into the table is lost.')) return
    isTouched = false
    area.value = `${start.replace(/\n*$/, start ? '\n' : '')}${text.replace(/\n*$/, '\n')}`
    show('text')
    area.focus()
  })
  show(editor.querySelector('.problem') ? 'text' : 'table')
  grow()
}
