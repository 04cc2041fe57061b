// A WebSocket to this host that comes back after it broke, each time a little later, and rests while nobody looks.
export function socket(path, { message, open, closed }) {
  let connection
  let delay = 500
  let isOver = false
  let timer

  const connect = () => {
    if (isOver) return
    const address = new URL(typeof path === 'function' ? path() : path, location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    connection = new WebSocket(address)
    connection.addEventListener('open', () => { delay = 500; open?.() })
    connection.addEventListener('message', (event) => message(event.data))
    connection.addEventListener('close', (event) => {
      if (isOver) return
      if (closed?.(event) === 'done') { isOver = true; return }
      timer = setTimeout(connect, delay * (0.75 + Math.random() / 2))
      delay = Math.min(delay * 2, 15000)
    })
  }
  connect()
  return () => {
    isOver = true
    clearTimeout(timer)
    connection?.close()
  }
}
