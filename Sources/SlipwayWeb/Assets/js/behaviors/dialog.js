// Opens the dialog named by data-target in place of following the link.
import { openDialog } from '../dialogs.js'

export default function (link) {
  const open = (event) => {
    const dialog = document.getElementById(link.dataset.target)
    if (!(dialog instanceof HTMLDialogElement) || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    openDialog(dialog)
  }
  link.addEventListener('click', open)
  return () => link.removeEventListener('click', open)
}
