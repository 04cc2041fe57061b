// Modal dialogs: a click beside one closes it, and the address forgets that it was open.
export function openDialog(dialog) {
  dialog.showModal()
  const refused = dialog.querySelector('.refused input, .refused textarea, .refused select')
  const first = refused ?? dialog.querySelector('.dialog-body :is(input:not([type=hidden], [type=radio]), textarea, select)')
    ?? dialog.querySelector('.dialog-body .button.primary')
  // A dialog that only says something has nothing to act on: the focus stands on it, not on its cross.
  if (!first) dialog.tabIndex = -1
  ;(first ?? dialog).focus()
  if (dialog.dataset.modal) return
  dialog.dataset.modal = 'yes'
  dialog.addEventListener('mousedown', (event) => {
    if (event.target !== dialog) return
    const box = dialog.getBoundingClientRect()
    const isInside = event.clientX >= box.left && event.clientX <= box.right
      && event.clientY >= box.top && event.clientY <= box.bottom
    if (!isInside) dialog.close()
  })
  dialog.addEventListener('close', () => {
    const address = new URL(location.href)
    if (!address.searchParams.has('open')) return
    address.searchParams.delete('open')
    history.replaceState(null, '', address)
  })
}
