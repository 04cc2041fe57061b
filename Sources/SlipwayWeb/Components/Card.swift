/// A framed part of a page with a title, what it is for, and what can be done with it.
struct Card {
  var title: String?
  var note: HTML?
  var actions: HTML?
  /// The anchor that links inside the page lead to.
  var id: String?
  var tone: Tone?
  /// Whether the content has its own inner edges, as lists do.
  var isFlush: Bool

  init(
    _ title: String? = nil, note: HTML? = nil, actions: HTML? = nil, id: String? = nil, tone: Tone? = nil,
    isFlush: Bool = false
  ) {
    self.title = title
    self.note = note
    self.actions = actions
    self.id = id
    self.tone = tone
    self.isFlush = isFlush
  }

  func html(_ body: HTML, footer: HTML? = nil) -> HTML {
    """
    <section class="card\(when: isFlush, " flush")\(tone.map { " tone-\($0.rawValue)" })"\(Attribute.value("id", id))>\(head)\
    <div class="card-body">\(body)</div>\(footer.map { "<footer class=\"card-foot\">\($0)</footer>" })</section>
    """
  }

  private var head: HTML? {
    guard let title else { return nil }
    return """
      <header class="card-head"><div><h2>\(title)</h2>\(note.map { "<p class=\"note\">\($0)</p>" })</div>\
      \(actions.map { "<div class=\"actions\">\($0)</div>" })</header>
      """
  }
}
