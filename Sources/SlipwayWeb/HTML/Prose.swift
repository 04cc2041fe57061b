/// Sentences of ours as markup: what stands between backticks is for machines.
enum Prose {
  static func html(_ text: String) -> HTML {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // An odd one is somebody's own.
    guard parts.count > 1, parts.count % 2 == 1 else { return "\(text)" }
    return parts.enumerated().reduce(HTML()) { html, part in
      html + (part.offset % 2 == 0 ? "\(String(part.element))" : "<code>\(String(part.element))</code>")
    }
  }
}
