/// One sentence about what the last action did, shown once, where the page does not show it by itself.
struct Flash: Sendable, Hashable {
  var tone: Tone
  var sentence: String

  var html: HTML {
    """
    <div class="flash \(tone.rawValue)" role="status" data-behavior="flash">\
    \(icon(tone == .failed ? .error : .check))<span>\(sentence)</span></div>
    """
  }
}
