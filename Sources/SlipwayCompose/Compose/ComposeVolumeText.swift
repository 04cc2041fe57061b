/// The short form of a volume: `[source:]target[:options]`.
struct ComposeVolumeText: Sendable, Hashable {
  /// A host's path, a volume's name, or `nil` for a volume without a name.
  var source: String?
  /// Everything behind the source, with its colons.
  var rest: String

  init(_ text: String) {
    guard let colon = Self.firstColon(in: text) else {
      source = nil
      rest = text
      return
    }
    source = String(text[..<colon])
    rest = String(text[text.index(after: colon)...])
  }

  /// The text again, with another source.
  func with(source: String) -> String { "\(source):\(rest)" }

  /// Paths start with `.`, `/` or `~`; everything else is a name. What starts with a variable is known only later.
  var isPath: Bool { source.map { $0.first.map { "./~$".contains($0) } ?? false } ?? false }

  var volume: ComposeService.Volume {
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    let options = (parts.dropFirst().last ?? "").split(separator: ",")
    let kind: ComposeService.Volume.Kind = source == nil ? .anonymous : isPath ? .bind : .volume
    return ComposeService.Volume(
      kind: kind, source: source, target: parts.first.map(String.init) ?? rest, isReadOnly: options.contains("ro"))
  }

  /// A colon within `${NAME:-default}` separates nothing.
  private static func firstColon(in text: String) -> String.Index? {
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      case ":" where depth == 0: return index
      default: continue
      }
    }
    return nil
  }
}
