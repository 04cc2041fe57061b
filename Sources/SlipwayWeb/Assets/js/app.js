// Finds data-behavior="name …" and gives each element to behaviors/name.js, whose default export is
// (element) => cleanup. Nothing here knows a page; what a page needs stands in its attributes.

const started = new WeakMap()

async function start(element) {
  if (started.has(element)) return
  const cleanups = []
  started.set(element, cleanups)
  for (const name of element.dataset.behavior.split(' ')) {
    try {
      const module = await import(`./behaviors/${name}.js`)
      const cleanup = element.isConnected ? module.default(element) : undefined
      if (typeof cleanup === 'function') cleanups.push(cleanup)
    } catch (error) {
      console.error(`behavior ${name}`, error)
    }
  }
}

function stop(element) {
  for (const cleanup of started.get(element) ?? []) cleanup()
  started.delete(element)
}

function each(node, action) {
  if (!(node instanceof Element)) return
  if (node.dataset.behavior) action(node)
  for (const inner of node.querySelectorAll('[data-behavior]')) action(inner)
}

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.removedNodes) each(node, stop)
    for (const node of change.addedNodes) each(node, start)
  }
}).observe(document.body, { childList: true, subtree: true })

document.documentElement.classList.add('scripted')
each(document.body, start)
