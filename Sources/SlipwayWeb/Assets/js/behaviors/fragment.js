// Brings what takes the server a while, such as asking DNS, after the page itself is there.
export default function (element) {
  const stop = new AbortController()
  fetch(element.dataset.source, { headers: { accept: 'text/html' }, signal: stop.signal }).then(async (answer) => {
    if (!answer.ok || answer.redirected) return element.replaceChildren()
    const part = new DOMParser().parseFromString(await answer.text(), 'text/html')
    element.replaceChildren(...part.body.childNodes)
  }).catch(() => element.replaceChildren())
  return () => stop.abort()
}
