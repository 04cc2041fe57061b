// What charts of usage draw and say: values of a row, their words, their scale.

export function bytes(count) {
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
const share = (part, whole) => (whole ? ` (${Math.round((part / whole) * 100)} %)` : '')

export const charts = {
  cpu: { values: (row) => [row.cpu], words: ([cpu]) => percent(cpu), scale: percent, least: 5 },
  memory: {
    values: (row) => [row.memory, row.cache], scale: bytes, least: 1 << 20,
    words: ([used], row) => `${bytes(used)} of ${bytes(row.memoryLimit)}${share(used, row.memoryLimit)}`,
  },
  room: {
    values: (row) => [row.diskUsed], scale: bytes, least: 1 << 30,
    words: ([used], row) => `${bytes(used)} of ${bytes(row.diskTotal)}${share(used, row.diskTotal)}`,
  },
  network: {
    values: (row) => [row.networkIn, row.networkOut], scale: rate, least: 1024,
    words: ([read, written]) => `${rate(read)} · ${rate(written)}`,
  },
  block: {
    values: (row) => [row.blockRead, row.blockWrite], scale: rate, least: 1024,
    words: ([read, written]) => `${rate(read)} · ${rate(written)}`,
  },
}

// The next round number above: 1, 2 or 5 with zeros behind it, of the unit that it is written in.
export function above(value, isBytes) {
  const unit = isBytes ? 1024 ** Math.floor(Math.log2(Math.max(1, value)) / 10) : 1
  const power = 10 ** Math.floor(Math.log10(value / unit))
  return [1, 2, 5, 10].map((step) => step * power * unit).find((step) => step >= value)
}

// Columns of numbers as rows.
export function rowsOf(samples) {
  const names = Object.keys(samples).filter((name) => name !== 'time')
  return (samples.time ?? []).map((time, index) => {
    const row = { time }
    for (const name of names) row[name] = samples[name][index] ?? 0
    return row
  })
}

// What the stream says, as a row; traffic follows from the sample before.
export function rowOf(sample, before) {
  const time = Math.round(new Date(sample.time) / 1000)
  const seconds = before ? Math.max(0.2, (new Date(sample.time) - new Date(before.time)) / 1000) : 1
  // Fewer containers than before have counted less: that is no traffic.
  const last = before && before.containers === sample.containers ? before : sample
  const speed = (name) => Math.max(0, (sample[name] - last[name]) / seconds)
  return {
    time, cpu: sample.cpuPercent, memory: sample.memory, cache: sample.cache, memoryLimit: sample.memoryLimit,
    diskUsed: sample.diskUsed, diskTotal: sample.diskTotal, networkIn: speed('networkIn'),
    networkOut: speed('networkOut'), blockRead: speed('blockRead'), blockWrite: speed('blockWrite'),
  }
}

// Rows that stand together: between two pieces nothing was measured.
export function pieces(rows, gap) {
  const found = []
  for (const row of rows) {
    const piece = found.at(-1)
    if (piece && row.time - piece.at(-1).time <= gap) piece.push(row)
    else found.push([row])
  }
  return found
}

// The row that is nearest to a moment, unless nothing was measured around it.
export function nearest(rows, time, most) {
  let [low, high] = [0, rows.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (rows[middle].time <= time) low = middle
    else high = middle
  }
  const best = [rows[low], rows[high]].filter(Boolean).sort((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))[0]
  return best && Math.abs(best.time - time) <= most ? best : undefined
}
