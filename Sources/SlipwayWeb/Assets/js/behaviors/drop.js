// Takes a file that is dropped on it, and says which one was chosen.
export default function (zone) {
  const input = zone.querySelector('input[type=file]')
  const words = zone.querySelector('span')
  const show = () => {
    const file = input.files[0]
    if (file) words.textContent = `${file.name} (${(file.size / 1048576).toFixed(1)} MB)`
  }
  zone.addEventListener('dragover', (event) => event.preventDefault())
  zone.addEventListener('drop', (event) => {
    event.preventDefault()
    input.files = event.dataTransfer.files
    show()
  })
  input.addEventListener('change', show)
}
