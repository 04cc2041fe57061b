// The port that belongs to the chosen service, until somebody types another one.
export default function (select) {
  const port = select.form.querySelector('[name="port"]')
  const ports = Object.fromEntries(select.dataset.ports.split(' ').reverse().map((pair) => pair.split('=')))
  let own = port.value
  select.addEventListener('change', () => {
    if (port.value !== own || !ports[select.value]) return
    own = port.value = ports[select.value]
  })
}
