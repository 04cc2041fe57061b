/// A secret that is shown this once: masked until asked for, with a button that copies it.
func secretText(_ text: String, label: String) -> HTML {
  """
  <span class="copy-text secret" data-behavior="reveal"><input type="password" readonly value="\(text)" \
  aria-label="\(label)" autocomplete="off" spellcheck="false">\
  <button type="button" class="icon-button needs-script" data-reveal aria-pressed="false" aria-label="Show \(label)" \
  title="Show">\(icon(.eye))</button>\(copyButton(text, label: "Copy \(label)"))</span>
  """
}
