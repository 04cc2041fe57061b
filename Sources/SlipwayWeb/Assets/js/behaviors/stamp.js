// A moment to the millisecond in the viewer's own zone; the exact one is in its title.
export default function (time) {
  const date = new Date(time.dateTime)
  if (Number.isNaN(date.getTime())) return
  time.title = time.dateTime
  const day = date.toLocaleDateString(undefined, { month: '2-digit', day: '2-digit' })
  time.textContent = `${day} ${date.toLocaleTimeString(undefined, { hour12: false })}.${String(date.getMilliseconds()).padStart(3, '0')}`
}
