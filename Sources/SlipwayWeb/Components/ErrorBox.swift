/// What went wrong, what it means, what to do; can be copied whole.
struct ErrorBox {
  var title: String
  var message: String
  var advice: String?
  /// What somebody else said, line by line.
  var lines: [String] = []
  var tone: Tone = .failed
  /// The message is one of ours, where backticks stand around what is for machines.
  var hasCode = false

  /// With the labels of forms for the API's fields.
  private var told: String { FieldWords.told(message) }

  var html: HTML {
    """
    <div class="notice \(tone.rawValue)" role="\(tone == .failed ? "alert" : "status")">\
    \(icon(tone == .failed ? .error : tone == .idle ? .info : .alert))<div><strong>\(title)</strong><p>\(hasCode ? Prose.html(told) : "\(told)")</p>\
    \(advice.map { "<p class=\"advice\">\($0)</p>" })\
    \(when: !lines.isEmpty, "<pre>\(lines.joined(separator: "\n"))</pre>")</div>\
    \(copyButton(copied, label: "Copy this message"))</div>
    """
  }

  private var copied: String { ([title, told, advice].compactMap(\.self) + lines).joined(separator: "\n") }
}
