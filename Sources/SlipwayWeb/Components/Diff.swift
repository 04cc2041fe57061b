import SlipwayCore

/// What a setting was and what it is now.
func diff(_ changes: [Evidence.Change]) -> HTML {
  "<div class=\"diff\" role=\"list\">\(each: changes, diffLine)</div>"
}

private func diffLine(_ change: Evidence.Change) -> HTML {
  """
  <div class="diff-line" role="listitem"><span class="diff-field">\(change.field)</span>\
  <span class="diff-values">\(change.before.map { "<del>\($0)</del>" } ?? "<span class=\"none\">not set</span>")\
  <span class="diff-arrow" aria-label="becomes">→</span>\
  \(change.after.map { "<ins>\($0)</ins>" } ?? "<span class=\"none\">removed</span>")</span></div>
  """
}
