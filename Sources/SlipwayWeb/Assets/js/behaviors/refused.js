// Leads to a form that was refused: what is wrong with it may be far below on its page.
export default function (form) {
  // A dialog shows itself.
  if (form.closest('dialog')) return
  for (let part = form.closest('details'); part; part = part.parentElement.closest('details')) part.open = true
  const field = form.querySelector('.refused :is(input, select, textarea)')
  ;(field ?? form).scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}
