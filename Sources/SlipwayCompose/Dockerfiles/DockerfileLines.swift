/// A Dockerfile's text as instructions, one a line.
enum DockerfileLines {
  /// What may continue a line.
  static let escapes: [Character] = ["\\", "`"]
  private static let instructions: Set = ["FROM", "ARG", "COPY", "ADD", "RUN", "ONBUILD"]

  /// The lines with those that continue them; comments left out. What could be an instruction is one: also where it stands
  /// in a here-document, or behind a line that only some readers take for an open one.
  static func lines(of text: String, escape: Character) -> [String] {
    var lines: [String] = []
    var open: String?
    for line in raw(text) {
      let start = line.drop { $0.isWhitespace }
      if start.hasPrefix("#") || (open != nil && start.isEmpty) { continue }
      if open != nil, instructions.contains(start.prefix { !$0.isWhitespace }.uppercased()) {
        lines.append(withoutEscape(String(start), escape).text)
      }
      // Inside an instruction the blanks at the start of a line count.
      let (joined, isOpen) = withoutEscape((open ?? "") + (open == nil ? String(start) : line), escape)
      open = isOpen ? joined : nil
      if !isOpen { lines.append(joined) }
    }
    return lines + (open.map { [$0] } ?? [])
  }

  /// The programs that the file asks to be read by: `# syntax=…` before its first instruction.
  static func readers(of text: String) -> [String] {
    var found: [String] = []
    for raw in raw(text) {
      let line = raw.drop { $0.isWhitespace }
      // A file that is JSON names its reader as a member.
      if line.hasPrefix("{") { found.append(String(line.prefix(100))) }
      guard line.isEmpty || line.hasPrefix("#") || line.hasPrefix("//") else { break }
      let words = line.drop { $0 == "#" || $0 == "/" || $0.isWhitespace }
      let parts = words.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].filter({ !$0.isWhitespace }).lowercased() == "syntax" else { continue }
      found.append(parts[1].split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "")
    }
    return found
  }

  private static func withoutEscape(_ line: String, _ escape: Character) -> (text: String, isOpen: Bool) {
    let text = line.reversed().drop { $0.isWhitespace }
    guard text.first == escape else { return (line, false) }
    return (String(text.dropFirst().reversed()), true)
  }

  /// By line feeds only: other characters that break lines elsewhere are blanks here.
  private static func raw(_ text: String) -> [String] {
    let bytes = text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? text.utf8.dropFirst(3) : text.utf8[...]
    return bytes.split(separator: 10, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }
}
