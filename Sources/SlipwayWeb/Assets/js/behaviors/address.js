// The page answers a form; a reload and the way back shall lead to the page, not to the form's target.
export default function (element) {
  history.replaceState(null, '', element.dataset.address)
}
