// Charts of what a machine or a service uses: a span of time from data-usage-history, and what comes after it over the
// WebSocket of data-stream. One cursor goes over all charts of the page; what is dragged over is looked at closer, as an
// address of its own.
import { above, charts, nearest, pieces, rowOf, rowsOf } from '../charts.js'
import { socket } from '../socket.js'

const [width, height] = [300, 90]
const cursorEvent = 'slipway:cursor'

function shape(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

function clock(time, span) {
  const date = new Date(time * 1000)
  const hours = { hour: '2-digit', minute: '2-digit' }
  if (span <= 7200) return date.toLocaleTimeString([], { ...hours, second: '2-digit' })
  return span < 86400 ? date.toLocaleTimeString([], hours) : date.toLocaleString([], { day: 'numeric', month: 'short', ...hours })
}

export default function (view) {
  const state = view.querySelector('[data-usage-state]')
  const at = view.querySelector('[data-usage-at]')
  const history = view.dataset.usageHistory ? JSON.parse(view.dataset.usageHistory) : {}
  let rows = rowsOf(history)
  let [from, to] = [Number(view.dataset.from), Number(view.dataset.to)]
  const span = to - from
  const step = Math.max(1, span / 360)
  // Until then the rows of the page stand for steps; what comes live stands for seconds.
  let before
  let cursor
  let drag
  let frame

  const drawn = [...view.querySelectorAll('[data-usage-chart]')].map((figure) => ({
    ...charts[figure.dataset.usageChart], svg: figure.querySelector('svg'),
    value: figure.querySelector('[data-usage-value]'), top: figure.querySelector('[data-usage-top]'),
    start: figure.querySelector('[data-usage-from]'), end: figure.querySelector('[data-usage-to]'),
  }))

  const x = (time) => ((time - from) / span) * width
  const line = (time, kind) => shape('line', { class: kind, x1: x(time), x2: x(time), y1: 0, y2: height })

  const curves = (chart, most) => pieces(rows, Math.max(3, step * 2.5)).flatMap((piece) =>
    chart.values(piece[0]).map((_, series) => {
      const y = (row) => height - 2 - (Math.max(0, chart.values(row)[series]) / most) * (height - 6)
      const points = piece.map((row) => `${x(row.time).toFixed(1)},${y(row).toFixed(1)}`)
      // A single moment is a dot.
      if (points.length === 1) points.push(`${(x(piece[0].time) + 1).toFixed(1)},${y(piece[0]).toFixed(1)}`)
      return shape('polyline', { class: `s${series + 1}`, points: points.join(' ') })
    }))

  const draw = () => {
    frame = undefined
    if (document.hidden) return
    const marks = [...view.querySelectorAll('[data-usage-mark]')]
      .map((mark) => [Number(mark.dataset.usageMark), mark.dataset.tone])
      .filter(([time]) => time >= from && time <= to)
    const shown = cursor === undefined ? rows.at(-1) : nearest(rows, cursor, Math.max(3, step * 2.5))
    at.textContent = cursor === undefined ? '' : clock(cursor, Math.min(span, 7200))
    for (const chart of drawn) {
      let most = chart.least
      for (const row of rows) most = Math.max(most, ...chart.values(row))
      most = above(most, chart.scale !== charts.cpu.scale)
      chart.top.textContent = chart.scale(most)
      chart.start.textContent = clock(from, span)
      chart.end.textContent = clock(to, span)
      chart.value.textContent = shown ? chart.words(chart.values(shown), shown) : '–'
      const extra = marks.map(([time, tone]) => line(time, `mark ${tone}`))
      if (cursor !== undefined && cursor >= from && cursor <= to) extra.push(line(cursor, 'cursor'))
      if (drag) {
        const [left, right] = [x(Math.min(drag.from, drag.to)), x(Math.max(drag.from, drag.to))]
        extra.unshift(shape('rect', { class: 'picked', x: left, width: right - left, y: 0, height }))
      }
      chart.svg.replaceChildren(...extra, ...curves(chart, most))
    }
  }
  const soon = () => { frame ??= requestAnimationFrame(draw) }

  const take = (text) => {
    const { sample } = JSON.parse(text)
    const row = rowOf(sample, before)
    before = sample
    const last = rows.at(-1)
    // Older seconds are thinned out to the steps of the rest.
    if (last && row.time <= last.time) return
    to = Math.max(to, row.time)
    from = to - span
    rows.push(row)
    const recent = to - 120
    rows = rows.filter((one, index) => one.time >= from && (one.time >= recent || index === 0
      || Math.floor(one.time / step) !== Math.floor(rows[index - 1].time / step)))
    soon()
  }

  const look = (start, end) => {
    const [a, b] = [Math.floor(Math.min(start, end)), Math.ceil(Math.max(start, end))]
    if (b - a >= 10) location.assign(`${view.dataset.base}?from=${a}&to=${b}`)
  }
  const tell = (time) => document.dispatchEvent(new CustomEvent(cursorEvent, { detail: time }))
  const timeAt = (event, svg) => {
    const box = svg.getBoundingClientRect()
    return from + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * span
  }
  const hear = ({ detail }) => { cursor = detail; soon() }

  for (const { svg } of drawn) {
    svg.addEventListener('pointermove', (event) => {
      const time = timeAt(event, svg)
      if (drag) drag.to = time
      tell(time)
    })
    svg.addEventListener('pointerleave', () => { if (!drag) tell(undefined) })
    svg.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || event.pointerType === 'touch') return
      svg.setPointerCapture(event.pointerId)
      const time = timeAt(event, svg)
      drag = { from: time, to: time }
    })
    svg.addEventListener('pointerup', () => {
      const picked = drag
      drag = undefined
      soon()
      if (picked && Math.abs(x(picked.to) - x(picked.from)) > 6) look(picked.from, picked.to)
    })
    svg.addEventListener('keydown', (event) => {
      const present = cursor ?? to
      const moves = { ArrowLeft: -span / 60, ArrowRight: span / 60 }
      if (event.key in moves) tell(Math.min(to, Math.max(from, present + moves[event.key])))
      else if (event.key === '+') look(present - span / 4, present + span / 4)
      else if (event.key === '-') look(present - span, Math.min(Date.now() / 1000, present + span))
      else if (event.key === 'Escape') tell(undefined)
      else return
      event.preventDefault()
    })
  }
  document.addEventListener(cursorEvent, hear)
  document.addEventListener('visibilitychange', soon)
  document.addEventListener('slipway:refreshed', soon)
  soon()

  const stop = view.dataset.stream ? socket(view.dataset.stream, {
    message: take,
    open: () => { state.textContent = 'Live'; state.classList.add('live') },
    closed: (event) => {
      state.classList.remove('live')
      if (event.code >= 4000) { state.textContent = event.code === 4000 ? 'Nothing runs' : event.reason; return 'done' }
      state.textContent = 'Connecting again…'
    },
  }) : undefined

  return () => {
    stop?.()
    cancelAnimationFrame(frame)
    document.removeEventListener(cursorEvent, hear)
    document.removeEventListener('visibilitychange', soon)
    document.removeEventListener('slipway:refreshed', soon)
  }
}
