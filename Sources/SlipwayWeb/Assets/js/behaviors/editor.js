// The environment editor's two views of the same variables. The server reads and writes the text: it turns what was typed
// in one view into the other, so that nothing is lost on the way and nothing is parsed twice.
export default function (editor) {
  const find = (name) => editor.querySelector(`[data-${name}]`)
  const [table, raw, mode, blank, notes] = ['table', 'raw', 'mode', 'blank', 'notes'].map(find)
  const buttons = [...editor.querySelectorAll('[data-show]')]
  const area = raw.querySelector('textarea')
  const form = editor.closest('form')

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
    for (const field of rows().at(-1).querySelectorAll('input, textarea')) field.disabled = mode.value !== 'table'
  }

  const convert = async (view) => {
    editor.setAttribute('aria-busy', 'true')
    try {
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
      body.set('_editor', editor.dataset.editor)
      const answer = await fetch('/forms/convert-environment', { method: 'POST', body, headers: { accept: 'text/html' } })
      if (!answer.ok || answer.redirected) throw new Error(`answered ${answer.status}`)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      table.replaceChildren(...page.querySelector('[data-table]').children)
      area.value = page.querySelector('[data-raw] textarea').value
      notes.replaceChildren(...page.querySelector('[data-notes]').childNodes)
      show(view)
      grow()
      return true
    } catch (error) {
      const words = document.createElement('p')
      words.className = 'problem'
      words.textContent = 'The server did not answer; what you typed is still here. Try again.'
      notes.replaceChildren(words)
      return false
    } finally {
      editor.removeAttribute('aria-busy')
    }
  }

  for (const button of buttons) {
    button.addEventListener('click', () => { if (button.dataset.show !== mode.value) convert(button.dataset.show) })
  }
  table.addEventListener('input', grow)
  table.addEventListener('click', (event) => {
    const eye = event.target.closest('[data-reveal]')
    if (eye) {
      const isHidden = eye.closest('[data-row]').querySelector('textarea').classList.toggle('masked')
      eye.setAttribute('aria-pressed', String(!isHidden))
      return
    }
    const button = event.target.closest('[data-remove]')
    if (!button) return
    button.closest('[data-row]').remove()
    grow()
  })
  // A whole .env is taken apart by the server, and put behind what is there already.
  table.addEventListener('paste', async (event) => {
    const text = event.clipboardData.getData('text')
    if (!event.target.matches('[data-name]') || !/^\s*(#|(export\s+)?[\w.-]+\s*=)/.test(text)) return
    event.preventDefault()
    if (!await convert('text')) return
    area.value = `${area.value.replace(/\n*$/, area.value.trim() ? '\n' : '')}${text.replace(/\n*$/, '\n')}`
    await convert('table')
    rows().at(-1).querySelector('[data-name]').focus()
  })
  // Leaving the page would lose what was typed.
  let isChanged = false
  const hold = (event) => { if (isChanged) event.preventDefault() }
  form.addEventListener('input', () => { isChanged = true })
  form.addEventListener('submit', () => { isChanged = false })
  addEventListener('beforeunload', hold)

  show(editor.querySelector('.problem') ? 'text' : 'table')
  grow()
  return () => removeEventListener('beforeunload', hold)
}
