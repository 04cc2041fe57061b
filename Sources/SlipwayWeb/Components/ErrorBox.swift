/// What went wrong, what it means, what to do; can be copied whole.
struct ErrorBox {
  var title: String
  var message: String
  var advice: String?
  var tone: Tone = .failed

  var html: HTML {
    """
    <div class="notice \(tone.rawValue)" role="\(tone == .failed ? "alert" : "status")">\
    \(icon(tone == .failed ? .error : .alert))<div><strong>\(title)</strong><p>\(message)</p>\
    \(advice.map { "<p class=\"advice\">\($0)</p>" })</div>\
    \(copyButton(copied, label: "Copy this message"))</div>
    """
  }

  private var copied: String { [title, message, advice].compactMap(\.self).joined(separator: "\n") }
}
