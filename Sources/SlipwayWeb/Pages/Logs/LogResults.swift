import Foundation
import SlipwayCore
import SlipwayLogs
import SlipwayProcedures

/// Lines that were found in kept output, oldest at the bottom of the page of newest.
struct LogResults {
  var found: LogSearch.Output
  var asked: LogSearchRequest
  var base: String
  /// Whether lines of several services stand beside each other.
  var namesServices = false

  var html: HTML {
    guard !found.lines.isEmpty else {
      return notes
        + emptyState(
          .search, "No line was found",
          "Neither what runs wrote such a line, nor what is kept of containers that are gone.")
    }
    let colours = Self.colours(found.lines)
    return """
      \(notes)<section class="log" id="found-lines" aria-label="Lines that were found"><header class="log-tools">\
      <h2>\(found.lines.count)\(when: found.nextCursor != nil, " newest") lines</h2>\
      <span class="log-state">Newest first</span></header><div class="log-body" tabindex="0"><ol class="log-lines">\
      \(each: found.lines, { line($0, colours) })</ol></div></section>\
      \(found.nextCursor.map { linkButton("Older lines", href: asked.address(base, older: $0)) })
      """
  }

  private var notes: HTML {
    func note(_ text: String) -> HTML {
      ErrorBox(title: "Not everything could be looked at", message: text, tone: .warning, hasCode: false).html
    }
    return "\(each: found.notes, note)"
  }

  /// A number for each service, in the order of their names: the same line looks the same on every page.
  static func colours(_ lines: [LogSearch.Line]) -> [ID<Deployable>: Int] {
    let named = Dictionary(lines.map { ($0.serviceId, $0.serviceName) }, uniquingKeysWith: { first, _ in first })
    let sorted = named.sorted { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
    return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.key, $0 % 8 + 1) })
  }

  private func line(_ line: LogSearch.Line, _ colours: [ID<Deployable>: Int]) -> HTML {
    let exact = line.time.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
    let isBad = line.level >= .error
    return """
      <li class="\(line.level.rawValue)\(when: isBad, " bad")" title="\(line.container)"><time class="log-time" datetime="\(exact)Z" \
      data-behavior="stamp">\(exact)</time>\(source(line, colours))<span class="log-level">\(line.level.rawValue)</span>\
      <span class="log-text">\(marked(line.text))</span></li>
      """
  }

  private func source(_ line: LogSearch.Line, _ colours: [ID<Deployable>: Int]) -> HTML? {
    let names = [namesServices ? line.serviceName : nil, line.stackService].compactMap(\.self)
    guard !names.isEmpty else { return nil }
    return "<span class=\"log-source c\(colours[line.serviceId] ?? 1)\">\(names.joined(separator: " / "))</span>"
  }

  /// The text with what was looked for marked.
  private func marked(_ text: String) -> HTML {
    guard !asked.text.isEmpty, let hit = text.range(of: asked.text, options: .caseInsensitive) else {
      return "\(text)"
    }
    return """
      \(String(text[..<hit.lowerBound]))<mark>\(String(text[hit]))</mark>\(String(text[hit.upperBound...]))
      """
  }
}
