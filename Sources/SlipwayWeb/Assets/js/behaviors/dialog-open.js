// A dialog that the server opened, because its form was refused or the address asks for it, becomes a modal one.
import { openDialog } from '../dialogs.js'

export default function (dialog) {
  dialog.removeAttribute('open')
  openDialog(dialog)
}
