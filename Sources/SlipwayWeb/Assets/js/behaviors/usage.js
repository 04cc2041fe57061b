// Charts of what a service uses, over the WebSocket of data-stream: two minutes, a sample a second.
import { socket } from '../socket.js'

const span = 120
const [width, height] = [300, 90]

function bytes(count) {
  let value = count
  let unit = 'B'
  for (const next of ['KiB', 'MiB', 'GiB', 'TiB']) {
    if (value < 1024) break
    value /= 1024
    unit = next
  }
  return `${value >= 100 || unit === 'B' ? Math.round(value) : value.toFixed(1)} ${unit}`
}
const rate = (count) => `${bytes(count)}/s`
const percent = (value) => `${value.toFixed(value < 10 ? 1 : 0)} %`

// What each chart draws, and what it says.
const charts = {
  cpu: { values: (s) => [s.cpuPercent], words: ([cpu]) => percent(cpu), scale: percent, least: 5 },
  memory: {
    values: (s) => [s.memory], words: ([used], s) => `${bytes(used)} of ${bytes(s.memoryLimit)}`, scale: bytes, least: 1 << 20,
  },
  network: {
    values: (s, b, t) => [(s.networkIn - b.networkIn) / t, (s.networkOut - b.networkOut) / t],
    words: ([read, written]) => `${rate(read)} · ${rate(written)}`, scale: rate, least: 1024,
  },
  block: {
    values: (s, b, t) => [(s.blockRead - b.blockRead) / t, (s.blockWrite - b.blockWrite) / t],
    words: ([read, written]) => `${rate(read)} · ${rate(written)}`, scale: rate, least: 1024,
  },
}

// The next round number above: 1, 2 or 5 with zeros behind it.
function above(value) {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)
}

export default function (view) {
  const state = view.querySelector('[data-usage-state]')
  const drawn = [...view.querySelectorAll('[data-usage-chart]')].map((figure) => ({
    ...charts[figure.dataset.usageChart], rows: [], svg: figure.querySelector('svg'),
    value: figure.querySelector('[data-usage-value]'), top: figure.querySelector('[data-usage-top]'),
  }))
  let before

  const draw = (chart) => {
    const most = above(Math.max(chart.least, ...chart.rows.flat()))
    chart.top.textContent = chart.scale(most)
    const x = (index) => width - ((chart.rows.length - 1 - index) * width) / (span - 1)
    const y = (value) => height - 2 - (Math.max(0, value) / most) * (height - 6)
    chart.svg.replaceChildren(...chart.rows[0].map((_, series) => {
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline')
      line.setAttribute('class', `s${series + 1}`)
      line.setAttribute('points', chart.rows.map((row, index) => `${x(index).toFixed(1)},${y(row[series]).toFixed(1)}`).join(' '))
      return line
    }))
  }

  const take = (text) => {
    const { sample } = JSON.parse(text)
    const seconds = before ? Math.max(0.2, (new Date(sample.time) - new Date(before.time)) / 1000) : 1
    // Fewer containers than before have counted less: that is no traffic.
    const isSame = before && before.containers === sample.containers
    for (const chart of drawn) {
      const values = chart.values(sample, isSame ? before : sample, seconds)
      chart.rows.push(values)
      if (chart.rows.length > span) chart.rows.shift()
      chart.value.textContent = chart.words(values, sample)
      draw(chart)
    }
    before = sample
  }

  return socket(view.dataset.stream, {
    message: take,
    open: () => { state.textContent = 'Live'; state.classList.add('live') },
    closed: (event) => {
      state.classList.remove('live')
      if (event.code >= 4000) { state.textContent = event.code === 4000 ? 'Nothing runs' : event.reason; return 'done' }
      state.textContent = 'Connecting again…'
    },
  })
}
