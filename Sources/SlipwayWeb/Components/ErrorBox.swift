/// What went wrong, what it means, what to do; can be copied whole.
struct ErrorBox {
  var title: String
  var message: String
  var advice: String?
  /// What somebody else said, line by line.
  var lines: [String] = []
  var tone: Tone = .failed

  var html: HTML {
    """
    <div class="notice \(tone.rawValue)" role="\(tone == .failed ? "alert" : "status")">\
    \(icon(tone == .failed ? .error : tone == .idle ? .info : .alert))<div><strong>\(title)</strong><p>\(message)</p>\
    \(advice.map { "<p class=\"advice\">\($0)</p>" })\
    \(when: !lines.isEmpty, "<pre>\(lines.joined(separator: "\n"))</pre>")</div>\
    \(copyButton(copied, label: "Copy this message"))</div>
    """
  }

  private var copied: String { ([title, message, advice].compactMap(\.self) + lines).joined(separator: "\n") }
}
