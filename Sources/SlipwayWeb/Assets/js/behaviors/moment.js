// A time relative to now, in the words of the page's language; the exact one in the viewer's zone on hover.
const units = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]]
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const shown = new Set()
let clock

function show(element) {
  const seconds = (new Date(element.dateTime) - Date.now()) / 1000
  if (Math.abs(seconds) < 10) { element.textContent = 'just now'; return }
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1)
  element.textContent = words.format(Math.trunc(seconds / size), unit)
}

export default function (element) {
  element.title = exact.format(new Date(element.dateTime))
  shown.add(element)
  show(element)
  clock ??= setInterval(() => { if (!document.hidden) shown.forEach(show) }, 15000)
  return () => shown.delete(element)
}
