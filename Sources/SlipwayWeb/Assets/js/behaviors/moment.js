// A time relative to now, in the same words as the server's (TimeWords); the exact one in the viewer's zone on hover.
const units = [[730, 365, 'years'], [60, 30, 'months'], [1, 1, 'days']]
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const shown = new Set()
let clock

function amount(seconds) {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.trunc(seconds / 60)} min`
  if (seconds < 86400) return `${Math.trunc(seconds / 3600)} h`
  const days = seconds / 86400
  if (days < 2) return '1 day'
  const [, size, word] = units.find(([from]) => days >= from)
  return `${Math.trunc(days / size)} ${word}`
}

function show(element) {
  const seconds = Math.round((Date.now() - new Date(element.dateTime)) / 1000)
  const words = amount(Math.abs(seconds))
  element.textContent = Math.abs(seconds) < 10 ? 'just now' : seconds > 0 ? `${words} ago` : `in ${words}`
}

export default function (element) {
  element.title = exact.format(new Date(element.dateTime))
  shown.add(element)
  show(element)
  clock ??= setInterval(() => { if (!document.hidden) shown.forEach(show) }, 15000)
  return () => shown.delete(element)
}
