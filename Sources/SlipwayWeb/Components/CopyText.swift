/// Text in the machine's face with a button that copies it.
func copyText(_ text: String, label: String = "Copy") -> HTML {
  "<span class=\"copy-text\"><code>\(text)</code>\(copyButton(text, label: label))</span>"
}

/// Only the button.
func copyButton(_ text: String, label: String) -> HTML {
  """
  <button type="button" class="icon-button needs-script" data-behavior="copy" data-copy="\(text)" \
  aria-label="\(label)" title="\(label)">\(icon(.copy))</button>
  """
}
