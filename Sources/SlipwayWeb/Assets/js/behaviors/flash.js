// A sentence about what was done goes by itself; one about a failure stays.
export default function (element) {
  if (element.classList.contains('failed')) return
  const timer = setTimeout(() => element.remove(), 6000)
  return () => clearTimeout(timer)
}
