/// What the words of a line say of its level, where nothing declares it.
struct LevelWords {
  /// A level in capitals stands near the start, behind a time and a name at most.
  private static let start = 8
  private static let reach = 1024
  private static let words: [String: LogLevel] = [
    "fatal": .fatal, "panic": .fatal, "emergency": .fatal, "critical": .fatal, "segfault": .fatal,
    "error": .error, "err": .error, "exception": .error, "traceback": .error, "failed": .error, "failure": .error,
    "denied": .error, "refused": .error, "warn": .warn, "warning": .warn, "deprecated": .warn, "debug": .debug,
    "trace": .trace,
  ]
  let level: LogLevel?

  init(_ bytes: [UInt8]) {
    var worst: LogLevel?
    var count = 0
    var rest = bytes.prefix(Self.reach)[...]
    while let begin = rest.firstIndex(where: Self.isLetter) {
      let word = rest[begin...].prefix(while: Self.isLetter)
      rest = rest[word.endIndex...]
      count += 1
      // The value of a variable is none of the line's own words.
      let isValue = word.startIndex > 0 && bytes[word.startIndex - 1] == UInt8(ascii: "=")
      guard (3...11).contains(word.count), !isValue else { continue }
      let text = String(decoding: word, as: UTF8.self)
      if count <= Self.start, Self.isMark(word, in: bytes), let marked = LogLevel(name: text) {
        level = marked
        return
      }
      if let found = Self.words[text.lowercased()], found > worst ?? .trace || worst == nil { worst = found }
    }
    level = worst
  }

  /// In capitals (`ERROR`), or between brackets, or with a colon behind it and nothing but a time before.
  private static func isMark(_ word: ArraySlice<UInt8>, in bytes: [UInt8]) -> Bool {
    if word.allSatisfy({ (65...90).contains($0) }) { return true }
    let before = word.startIndex > 0 ? bytes[word.startIndex - 1] : 32
    let after = word.endIndex < bytes.count ? bytes[word.endIndex] : 32
    if before == UInt8(ascii: "["), after == UInt8(ascii: "]") { return true }
    return after == UInt8(ascii: ":") && !bytes[..<word.startIndex].contains(where: isLetter)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}
