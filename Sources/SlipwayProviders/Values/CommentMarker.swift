/// What a comment of Slipway's is found again by, where people do not see it.
package enum CommentMarker: Sendable {
  /// As a comment of HTML's, which Markdown lets stand.
  case html(String)
  /// As the definition of a link that nothing leads to, where HTML is shown as it is.
  case reference(String)

  private var line: String {
    switch self {
    case .html(let marker): "<!-- \(Self.plain(marker)) -->"
    case .reference(let marker): "[//]: # (\(Self.plain(marker)))"
    }
  }

  package func marked(_ text: String) -> String { text + "\n\n" + line }

  package func isIn(_ text: String) -> Bool { text.contains(line) }

  private static func plain(_ marker: String) -> String {
    String(marker.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:/".contains($0)) ? $0 : "-" })
  }
}
