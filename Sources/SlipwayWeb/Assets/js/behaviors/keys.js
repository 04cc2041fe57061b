// g and a letter jump, / searches, ? lists the keys, ⌘K and ⌘J open the palette.
import { openDialog } from '../dialogs.js'

const places = { p: '/projects', a: '/activity' }

export default function () {
  let waiting = 0
  document.addEventListener('keydown', (event) => {
    const isCommand = event.metaKey || event.ctrlKey
    if (isCommand && ['k', 'j'].includes(event.key.toLowerCase())) {
      event.preventDefault()
      document.dispatchEvent(new CustomEvent('slipway:palette'))
      return
    }
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable], dialog')
    if (isCommand || event.altKey || isTyping) return
    if (waiting && Date.now() - waiting < 1200) {
      waiting = 0
      const tab = document.querySelector(`.tabs [data-key="${CSS.escape(event.key)}"]`)
      const target = tab?.href ?? places[event.key]
      if (target) { event.preventDefault(); location.assign(target) }
      return
    }
    if (event.key === 'g') { waiting = Date.now(); return }
    if (event.key === '?') openDialog(document.getElementById('shortcuts'))
    if (event.key === '/') {
      const field = document.querySelector('[data-log-search], .search-box input')
      if (field) { event.preventDefault(); field.focus() }
    }
  })
}
