// Says how many boxes of the page are picked.
export default function (words) {
  const tell = () => { words.textContent = `${document.querySelectorAll('.pick:checked').length} chosen` }
  const events = ['change', 'slipway:refreshed']
  for (const event of events) document.addEventListener(event, tell)
  tell()
  return () => { for (const event of events) document.removeEventListener(event, tell) }
}
