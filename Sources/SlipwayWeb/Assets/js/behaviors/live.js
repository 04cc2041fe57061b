// Brings an element up to date when something that it shows has changed: one WebSocket and one request for all of them.
// data-topics: "application:<id>", "deployment:<id>", "run:<id>", "server:<id>", "backups", "schedules", "servers" or "organization"; the element needs an id.
import { socket } from '../socket.js'

const elements = new Set()
let stop
let timer
let isLoading = false
let isMissed = false

const matches = (topics, event) => topics.split(' ').some((topic) => {
  const [kind, id] = topic.split(':')
  if (kind === 'organization') return true
  if (kind === 'backups' || kind === 'schedules' || kind === 'servers') return event.topic === kind
  if (kind === 'server') return event.serverId === id
  if (kind === 'run') return event.runId === id
  return kind === 'application' ? event.applicationId === id : event.deploymentId === id
})

const isBusy = (element) => element.querySelector('details[open], dialog[open], input:focus, textarea:focus, select:focus')

function schedule() {
  clearTimeout(timer)
  timer = setTimeout(refresh, 120)
}

// What comes anew may use drawings that the page had no use for before.
function bring(page) {
  const known = document.querySelector('.sprite')
  for (const drawing of page.querySelectorAll('.sprite symbol')) {
    if (known && !document.getElementById(drawing.id)) known.append(document.importNode(drawing, true))
  }
}

// Whoever stands on a link or a button that comes anew stays on it.
function replace(element, fresh) {
  const active = element.contains(document.activeElement) ? document.activeElement : undefined
  const copy = document.importNode(fresh, true)
  // What is picked stays picked.
  for (const box of element.querySelectorAll('.pick:checked')) {
    const heir = copy.querySelector(`.pick[value="${CSS.escape(box.value)}"]`)
    if (heir) heir.checked = true
  }
  element.replaceWith(copy)
  if (!active) return
  const isSame = (other) => other.textContent === active.textContent
    && other.getAttribute('href') === active.getAttribute('href')
  const heirs = copy.querySelectorAll(active.tagName.toLowerCase())
  const heir = active.id ? document.getElementById(active.id) : [...heirs].find(isSame)
  heir?.focus({ preventScroll: true })
}

async function refresh() {
  const stale = [...elements].filter((element) => element.isConnected && element.dataset.stale)
  if (!stale.length) return
  if (isLoading || document.hidden) { isMissed = true; return }
  isLoading = true
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { accept: 'text/html' } })
    if (answer.redirected || !answer.ok) return
    const text = await answer.text()
    const page = new DOMParser().parseFromString(text, 'text/html')
    bring(page)
    for (const element of stale) {
      if (isBusy(element)) { setTimeout(schedule, 2000); continue }
      delete element.dataset.stale
      const fresh = page.getElementById(element.id)
      if (!fresh || fresh.isEqualNode(element)) continue
      replace(element, fresh)
    }
    document.dispatchEvent(new CustomEvent('slipway:refreshed'))
  } finally {
    isLoading = false
    if (isMissed) { isMissed = false; schedule() }
  }
}

function mark(event) {
  for (const element of elements) {
    if (event.topic === 'listening' || matches(element.dataset.topics, event)) element.dataset.stale = 'yes'
  }
  schedule()
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) schedule() })

export default function (element) {
  elements.add(element)
  // "listening" comes first: what happened since the page was made, or while the connection was gone, is not told again.
  stop ??= socket('/live', { message: (data) => mark(JSON.parse(data)) })
  return () => {
    elements.delete(element)
    setTimeout(() => { if (!elements.size) { stop?.(); stop = undefined } }, 1000)
  }
}
