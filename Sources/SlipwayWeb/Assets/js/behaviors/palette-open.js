// The button that opens the palette.
export default function (button) {
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
  const key = button.querySelector('kbd')
  if (key && !isMac) key.textContent = 'Ctrl K'
  button.addEventListener('click', () => document.dispatchEvent(new CustomEvent('slipway:palette')))
}
