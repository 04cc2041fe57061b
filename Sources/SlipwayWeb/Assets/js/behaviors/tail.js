// A log: live over a WebSocket, with line numbers, search, wrap, jump to error, copy, download, links to lines.
import { socket } from '../socket.js'

const badLine = /\b(error|fatal|panic|exception|failed|denied)\b|^npm ERR!|✗|✖/i
const colours = /\u001b\[[0-9;?]*[A-Za-z]/g
const limit = 50000

export default function (log) {
  const find = (name) => log.querySelector(`[data-log-${name}]`)
  const [body, list, state, search, count] = ['body', 'lines', 'state', 'search', 'count'].map(find)
  const texts = [...list.querySelectorAll('.log-text')].map((line) => line.textContent)
  const first = Number(list.getAttribute('start')) || 1
  let rest = ''
  let dropped = 0
  let pending = []
  let frame
  let hits = []
  let hit = -1
  let isFollowing = !location.hash
  // Lines of several services begin with the number of theirs and a tab.
  const sources = log.dataset.sources?.split('\n')
  const parted = (text) => {
    const tab = text.indexOf('\t')
    return sources && tab > 0 ? [Number(text.slice(0, tab)), text.slice(tab + 1)] : [undefined, text]
  }
  const isStamped = sources || log.dataset.stream?.startsWith('/docker-container-logs')
  // Each line begins with the seconds since the start, which are none of its text.
  const isTimed = log.dataset.stream?.includes('times=1')
  const plain = (text) => {
    const [source, words] = parted(text)
    if (source !== undefined) return `${sources[source]} ${words}`
    return isTimed ? text.replace(/^[\d.]+\t/, '') : text
  }

  // `0:07`, `12:40`.
  const span = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
  const time = (words, title) => {
    const stamp = document.createElement('time')
    stamp.className = 'log-time'
    stamp.title = title
    stamp.textContent = words
    return stamp
  }

  const number = (index) => first + dropped + index
  const item = (whole, at) => {
    const [source, text] = parted(whole)
    const line = document.createElement('li')
    line.id = `L${at}`
    const link = document.createElement('a')
    link.className = 'log-number'
    link.href = `#L${at}`
    link.tabIndex = -1
    link.textContent = at
    const words = document.createElement('span')
    words.className = 'log-text'
    const stamp = isStamped && text.match(/^(\d{4}-\d\d-\d\dT[\d:.]+Z) ?(.*)$/)
    words.textContent = stamp ? stamp[2] : source === undefined ? plain(text) : text
    line.append(link, words)
    if (source !== undefined) {
      const name = document.createElement('span')
      name.className = `log-source c${source % 8 + 1}`
      name.textContent = sources[source]
      words.before(name)
    }
    if (stamp) {
      const date = new Date(stamp[1])
      link.after(time(date.toLocaleTimeString(undefined, { hour12: false }), date.toLocaleString()))
    } else if (isTimed && plain(text) !== text) {
      const seconds = parseFloat(text)
      link.after(time(span(seconds), `${seconds} s after the start`))
    }
    if (badLine.test(words.textContent)) line.classList.add('bad')
    else if (/^(#\d+ )?(==>|→|▸|Step )/.test(words.textContent)) line.classList.add('step-line-text')
    return line
  }

  const flush = () => {
    frame = undefined
    if (!pending.length) return
    find('waiting').hidden = true
    const start = texts.length
    const fresh = pending.map((text, index) => item(text, number(start + index)))
    texts.push(...pending)
    pending = []
    list.append(...fresh)
    const excess = texts.length - limit
    if (excess > 0) {
      texts.splice(0, excess)
      dropped += excess
      for (let index = 0; index < excess; index += 1) list.firstChild.remove()
    }
    if (search.value) mark(fresh)
    if (isFollowing) body.scrollTop = body.scrollHeight
    else if (location.hash.startsWith('#L')) show(location.hash)
  }

  // What a carriage return writes over is gone; the time before it is not.
  const overwritten = (text) => {
    const words = sources ? parted(text)[1] : plain(text)
    return text.slice(0, text.length - words.length) + words.split('\r').pop()
  }

  const take = (data) => {
    const parts = (rest + data).replace(/\r\n/g, '\n').split('\n')
    rest = parts.pop()
    for (const part of parts) pending.push(overwritten(part.replace(colours, '')))
    frame ??= requestAnimationFrame(flush)
  }

  const end = () => {
    if (rest) { pending.push(rest.replace(colours, '')); rest = '' }
    flush()
  }

  let shownHash
  const show = (hash) => {
    if (shownHash === hash) return
    const line = document.getElementById(hash.slice(1))
    if (!line || !log.contains(line)) return
    shownHash = hash
    list.querySelector('.here')?.classList.remove('here')
    line.classList.add('here')
    line.scrollIntoView({ block: 'center' })
  }

  const mark = (lines) => {
    const wanted = search.value.toLowerCase()
    for (const line of lines) {
      const words = line.lastElementChild
      const text = words.textContent
      const at = wanted ? text.toLowerCase().indexOf(wanted) : -1
      if (at < 0) { if (words.firstElementChild) words.textContent = text; continue }
      const marked = document.createElement('mark')
      marked.textContent = text.slice(at, at + wanted.length)
      words.replaceChildren(text.slice(0, at), marked, text.slice(at + wanted.length))
      hits.push(line)
    }
    count.textContent = wanted ? `${hits.length} found` : ''
  }

  const go = (lines, index) => {
    if (!lines.length) return -1
    const at = (index + lines.length) % lines.length
    isFollowing = false
    list.querySelector('.here')?.classList.remove('here')
    lines[at].classList.add('here')
    lines[at].scrollIntoView({ block: 'center' })
    return at
  }

  let typing
  search.addEventListener('input', () => {
    clearTimeout(typing)
    typing = setTimeout(() => {
      hits = []
      mark(list.children)
      hit = search.value ? go(hits, 0) : -1
    }, 120)
  })
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    hit = go(hits, hit + (event.shiftKey ? -1 : 1))
  })

  let bad = -1
  find('error')?.addEventListener('click', () => { bad = go([...list.querySelectorAll('.bad')], bad + 1) })
  find('wrap').addEventListener('click', (event) => {
    const isWrapped = log.classList.toggle('wrapped')
    event.currentTarget.setAttribute('aria-pressed', String(isWrapped))
  })
  const showTimes = (isShown) => {
    log.classList.toggle('untimed', !isShown)
    find('times')?.setAttribute('aria-pressed', String(isShown))
  }
  find('times')?.addEventListener('click', () => showTimes(log.classList.contains('untimed')))
  showTimes(!isTimed || matchMedia('(min-width: 761px)').matches)
  find('copy').addEventListener('click', async (event) => {
    const button = event.currentTarget
    await navigator.clipboard?.writeText(texts.map(plain).join('\n')).catch(() => undefined)
    button.classList.add('copied')
    setTimeout(() => button.classList.remove('copied'), 1400)
  })
  find('download').addEventListener('click', () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([texts.map(plain).join('\n') + '\n'], { type: 'text/plain' }))
    link.download = log.dataset.file
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10000)
  })
  body.addEventListener('scroll', () => {
    isFollowing = body.scrollHeight - body.scrollTop - body.clientHeight < 24
  }, { passive: true })
  const hash = () => { if (location.hash.startsWith('#L')) { isFollowing = false; show(location.hash) } }
  addEventListener('hashchange', hash)
  for (const line of list.children) if (badLine.test(line.textContent)) line.classList.add('bad')
  if (location.hash) hash()

  const say = (words, isLive) => {
    state.textContent = words
    state.classList.toggle('live', isLive)
  }
  let stop
  if (log.dataset.stream) {
    const isNumbered = log.dataset.stream.startsWith('/listen-deployment')
    const path = () => isNumbered
      ? `${log.dataset.stream}&after=${texts.length + pending.length + dropped}`
      : log.dataset.stream
    stop = socket(path, {
      message: take,
      open: () => {
        rest = ''
        if (!isNumbered && texts.length) { texts.length = 0; list.replaceChildren() }
        say('Live', true)
      },
      closed: (event) => {
        if (event.code === 1000) { end(); say('Ended', false); return 'done' }
        if (event.code >= 4000) { say(event.reason || 'Not available', false); return 'done' }
        say('Connecting again…', false)
      },
    })
  }
  return () => {
    stop?.()
    cancelAnimationFrame(frame)
    removeEventListener('hashchange', hash)
  }
}
