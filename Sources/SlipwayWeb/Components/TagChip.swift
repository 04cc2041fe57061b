import SlipwayAnswers
import SlipwayProcedures

/// A project's tag: its colour as a dot, its name in the colour of text, which can be read whatever the colour is.
func tagChip(_ tag: TagRow) -> HTML {
  """
  <span class="tag-chip"><svg viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" \
  fill="\(tag.color ?? "currentColor")"/></svg>\(tag.name)</span>
  """
}
