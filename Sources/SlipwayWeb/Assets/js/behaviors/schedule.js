// Says of a cron expression what it means and when it is next, while it is typed.
export default function (words) {
  const form = words.closest('form')
  const [schedule, zone] = [words.dataset.expression, words.dataset.zone].map((name) => form.elements[name])
  let timer
  let stop = new AbortController()
  const show = async () => {
    stop.abort()
    stop = new AbortController()
    const query = new URLSearchParams({ expression: schedule.value, zone: zone?.value ?? '' })
    const answer = await fetch(`/schedule?${query}`, { headers: { accept: 'text/html' }, signal: stop.signal }).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const part = new DOMParser().parseFromString(await answer.text(), 'text/html')
    words.replaceChildren(...part.body.childNodes)
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(show, 250) }
  for (const field of [schedule, zone]) field?.addEventListener('input', soon)
  // Dialogs are on every page: only those that are looked at ask.
  // What was refused is said already.
  if (!schedule.closest('.refused')) form.addEventListener('focusin', show, { once: true })
  return () => { clearTimeout(timer); stop.abort() }
}
