// A terminal over the WebSocket of data-socket: bytes both ways, the window's size as a message. A shell that has ended is
// not started again by itself: whoever looks asks for another.
import { FitAddon, Terminal, WebLinksAddon } from '../../vendor/xterm.js'

const styles = new URL('../../vendor/xterm.css', import.meta.url).href
const encoder = new TextEncoder()
// The sixteen colours that programs name, each set readable on its ground.
const light = ['#161d27', '#b3261e', '#14713f', '#8a5200', '#1f5fc4', '#8b3fa8', '#0b737a', '#616c7c',
  '#465162', '#c62828', '#14713f', '#8a5200', '#1f5fc4', '#8b3fa8', '#0b737a', '#161d27']
const dark = ['#222b36', '#ff8a80', '#58cd8c', '#f0b250', '#84b2fb', '#d7a3f0', '#3fc1bd', '#b0bbc8',
  '#8c98a7', '#ffaaa3', '#7fe0a8', '#f6c877', '#a9cafd', '#e5c2f7', '#62d3cf', '#ffffff']
const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
const prefersDark = matchMedia('(prefers-color-scheme: dark)')

function theme() {
  const css = getComputedStyle(document.documentElement)
  const token = (name) => css.getPropertyValue(name).trim()
  const chosen = document.documentElement.dataset.theme
  const colours = (chosen ? chosen === 'dark' : prefersDark.matches) ? dark : light
  const set = { background: token('--surface'), foreground: token('--text'), cursor: token('--accent'),
    cursorAccent: token('--surface'), selectionBackground: token('--accent-line') }
  names.forEach((name, index) => {
    set[name] = colours[index]
    set[`bright${name[0].toUpperCase()}${name.slice(1)}`] = colours[index + 8]
  })
  return set
}

function addStyles() {
  if (document.querySelector(`link[href="${styles}"]`)) return Promise.resolve()
  return new Promise((done) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = styles
    link.onload = link.onerror = done
    document.head.append(link)
  })
}

export default function (box) {
  const find = (name) => box.querySelector(`[data-terminal-${name}]`)
  const [screen, state, again] = ['screen', 'state', 'again'].map(find)
  const terminal = new Terminal({
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches, fontSize: 13, scrollback: 5000,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'), minimumContrastRatio: 4.5,
    theme: theme(), macOptionIsMeta: true,
  })
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(new WebLinksAddon())
  let connection
  let isOver = false

  const say = (words, isLive) => {
    state.textContent = words
    state.classList.toggle('live', isLive)
    again.hidden = isLive
  }
  const send = (data) => { if (connection?.readyState === WebSocket.OPEN) connection.send(data) }

  const connect = () => {
    connection?.close()
    const address = new URL(box.dataset.socket, location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    address.searchParams.set('cols', terminal.cols)
    address.searchParams.set('rows', terminal.rows)
    const mine = new WebSocket(address)
    connection = mine
    mine.binaryType = 'arraybuffer'
    let hasOpened = false
    say('Connecting…', true)
    mine.addEventListener('open', () => { hasOpened = true; say('Connected', true); terminal.focus() })
    mine.addEventListener('message', (event) => {
      terminal.write(typeof event.data === 'string' ? event.data : new Uint8Array(event.data))
    })
    mine.addEventListener('close', (event) => {
      if (isOver || connection !== mine) return
      const words = event.reason || (hasOpened ? 'The connection has ended' : 'Not available')
      say(words, false)
      terminal.write(`\r\n\x1b[2m${words}. Press Enter to connect again.\x1b[0m\r\n`)
    })
  }
  const restart = () => { terminal.reset(); connect() }

  terminal.onData((data) => {
    if (connection?.readyState === WebSocket.CLOSED) { if (data === '\r') restart(); return }
    // Bytes, so that nothing that is pasted is taken for a message about the window.
    send(encoder.encode(data))
  })
  terminal.onBinary((data) => send(Uint8Array.from(data, (character) => character.charCodeAt(0))))
  terminal.onResize(({ cols, rows }) => send(JSON.stringify({ type: 'resize', cols, rows })))
  // Ctrl-C copies what is selected, and is the shell's otherwise.
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown' || !event.ctrlKey || event.key.toLowerCase() !== 'c' || !terminal.hasSelection()) return true
    navigator.clipboard?.writeText(terminal.getSelection()).catch(() => undefined)
    terminal.clearSelection()
    event.preventDefault()
    return false
  })
  again.addEventListener('click', restart)

  const colour = () => { terminal.options.theme = theme() }
  prefersDark.addEventListener('change', colour)
  const watch = new MutationObserver(colour)
  watch.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const size = new ResizeObserver(() => { if (screen.clientWidth) fit.fit() })

  addStyles().then(() => {
    if (isOver) return
    terminal.open(screen)
    fit.fit()
    size.observe(screen)
    connect()
  })
  return () => {
    isOver = true
    connection?.close()
    size.disconnect()
    watch.disconnect()
    prefersDark.removeEventListener('change', colour)
    terminal.dispose()
  }
}
