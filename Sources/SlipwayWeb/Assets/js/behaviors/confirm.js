// Asks data-question, of the button or of the form, in a dialog of ours before the form is sent.
export default function (form) {
  let isSure = false
  const ask = (event) => {
    const submitter = event.submitter
    const question = submitter?.dataset.question ?? form.dataset.question
    if (isSure || !question) return
    event.preventDefault()
    const dialog = document.createElement('dialog')
    dialog.className = 'dialog'
    dialog.setAttribute('aria-label', question)
    const body = document.createElement('div')
    body.className = 'dialog-body'
    const words = document.createElement('p')
    words.textContent = question
    const actions = document.createElement('div')
    actions.className = 'form-actions dialog-actions'
    const button = (label, kind, act) => {
      const made = document.createElement('button')
      made.type = 'button'
      made.className = `button ${kind}`
      made.textContent = label
      made.addEventListener('click', act)
      actions.append(made)
      return made
    }
    const cancel = button('Cancel', 'quiet', () => dialog.close())
    const label = submitter?.textContent.trim() || 'Yes'
    const go = button(label, submitter?.classList.contains('danger') ? 'danger' : 'primary', () => {
      isSure = true
      dialog.close()
      form.requestSubmit(submitter ?? undefined)
    })
    body.append(words, actions)
    dialog.append(body)
    dialog.addEventListener('close', () => {
      dialog.remove()
      if (!isSure) submitter?.focus()
    })
    document.body.append(dialog)
    dialog.showModal()
    // Enter twice in a hurry destroys nothing.
    ;(go.classList.contains('danger') ? cancel : go).focus()
  }
  form.addEventListener('submit', ask)
  return () => form.removeEventListener('submit', ask)
}
