/// A log with line numbers, search, wrap, jump to error, copy and download; live when it has a stream.
struct LogView {
  var id: String
  var title: String
  /// The WebSocket's path; `nil` for a log that has ended and is all here.
  var stream: String?
  /// What is known when the page is made; the first line's number is `firstLine`.
  var lines: [String] = []
  var firstLine = 1
  /// The file's name when it is downloaded.
  var fileName: String
  /// Shown until the first line comes.
  var waiting = "Waiting for the first line…"
  /// As high as its lines; for a few of them.
  var isShort = false
  /// The names of those whose lines stand beside each other, by their numbers in the stream.
  var sources: [String] = []
  /// Leads to the whole log.
  var link: HTML?

  /// The lines of a file; what follows the last line end is none.
  static func lines(of text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  var html: HTML {
    """
    <section class="log" id="\(id)" aria-label="\(title)" data-behavior="tail"\
    \(Attribute.value("data-stream", stream))\(Attribute.value("data-sources", sources.isEmpty ? nil : sources.joined(separator: "\n"))) \
    data-file="\(fileName)">\(toolbar)\
    <div class="log-body\(when: isShort, " short")" tabindex="0" role="log" aria-live="off" data-log-body>\
    <ol class="log-lines" start="\(firstLine)" data-log-lines>\(each: lines.enumerated(), line)</ol>\
    <p class="log-waiting" data-log-waiting\(Attribute.flag("hidden", !lines.isEmpty))>\(waiting)</p></div></section>
    """
  }

  private var toolbar: HTML {
    """
    <header class="log-tools"><h2>\(title)</h2><span class="log-state" data-log-state aria-live="polite"></span>\
    \(link)<label class="log-search needs-script"\(Attribute.flag("hidden", isShort))>\(icon(.search))<span class="hidden">Search the log</span>\
    <input type="search" placeholder="Search" data-log-search autocomplete="off" spellcheck="false"></label>\
    <span class="log-count" data-log-count></span>\
    \(when: stream != nil, tool("times", "Show times", .clock))\
    \(when: !isShort, tool("error", "Jump to the next error", .alert))\(tool("wrap", "Wrap long lines", .wrap))\
    \(tool("copy", "Copy the log", .copy))\(tool("download", "Download the log", .download))</header>
    """
  }

  private func tool(_ name: String, _ label: String, _ shown: Icon) -> HTML {
    """
    <button type="button" class="icon-button needs-script" data-log-\(name) aria-label="\(label)" title="\(label)">\
    \(icon(shown))</button>
    """
  }

  private func line(_ line: (offset: Int, element: String)) -> HTML {
    let number = firstLine + line.offset
    return """
      <li id="L\(number)"><a class="log-number" href="#L\(number)" tabindex="-1">\(number)</a>\
      <span class="log-text">\(line.element)</span></li>
      """
  }
}
