// g and a letter jump, / searches, ? lists the keys, ⌘K and ⌘J open the palette.
import { openDialog } from '../dialogs.js'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const letters = (within) => [...document.querySelectorAll(`${within} [data-key]`)]

function row(keys, words) {
  const line = document.createElement('div')
  const term = document.createElement('dt')
  for (const key of keys) {
    const cap = document.createElement('kbd')
    cap.textContent = key
    term.append(cap, ' ')
  }
  const meaning = document.createElement('dd')
  meaning.textContent = words
  line.append(term, meaning)
  return line
}

// The letters are those of the page's own links: what is listed is what works.
function list(dialog) {
  const of = (within) => letters(within).map((link) => row(['g', link.dataset.key], link.dataset.words ?? link.firstChild.textContent))
  const command = isMac ? '⌘' : 'Ctrl '
  dialog.querySelector('[data-keys=everywhere]').replaceChildren(
    row([`${command}K`, `${command}J`], 'Search everything'), row(['/'], 'Search in the log or list'), row(['?'], 'These keys'), ...of('.nav'))
  const tabs = of('.tabs')
  dialog.querySelector('[data-keys=here]').replaceChildren(...tabs)
  dialog.querySelector('[data-keys-here]').hidden = !tabs.length
}

export default function () {
  let waiting = 0
  document.addEventListener('keydown', (event) => {
    // In a terminal every key but the Mac's ⌘ is the shell's.
    const isShells = event.target.closest?.('[data-terminal-screen]') && !event.metaKey
    if (isShells) return
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
      const target = [...letters('.tabs'), ...letters('.nav')].find((link) => link.dataset.key === event.key)
      if (target) { event.preventDefault(); location.assign(target.href) }
      return
    }
    if (event.key === 'g') { waiting = Date.now(); return }
    if (event.key === '?') {
      const dialog = document.getElementById('shortcuts')
      list(dialog)
      openDialog(dialog)
    }
    if (event.key === '/') {
      const field = document.querySelector('[data-log-search], .search-box input')
      if (field) { event.preventDefault(); field.focus() }
    }
  })
}
