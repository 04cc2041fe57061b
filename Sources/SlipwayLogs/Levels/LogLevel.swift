/// How much a line of output matters.
package enum LogLevel: String, Sendable, Codable, CaseIterable, Comparable {
  case trace, debug, info, warn, error, fatal

  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// As kept lines have it.
  var letter: UInt8 { rawValue.utf8.first ?? UInt8(ascii: "i") }

  init?(letter: UInt8) {
    guard let level = Self.allCases.first(where: { $0.letter == letter }) else { return nil }
    self = level
  }

  /// What a line says of itself: declared (JSON, logfmt, syslog), or by a status of HTTP, or by the words in it.
  package init(of line: String) {
    let bytes = Array(line.utf8.prefix(Self.reach))
    let start = bytes.firstIndex { $0 > 32 } ?? 0
    if bytes.indices.contains(start), bytes[start] == UInt8(ascii: "{") {
      let fields = JSONFields(bytes[start...])
      if let level = fields.level ?? fields.statusLevel {
        self = level
        return
      }
    }
    self = Self.logfmt(bytes) ?? Self.syslog(bytes[start...]) ?? LevelWords(bytes).level ?? .info
  }

  /// How far into a line it is looked.
  private static let reach = 4096

  /// By a name that programs give it, in any case.
  init?(name: some StringProtocol) {
    switch name.lowercased() {
    case "trace", "verbose", "trc", "finest", "finer": self = .trace
    case "debug", "dbg", "fine": self = .debug
    case "info", "information", "informational", "notice", "inf", "default", "log": self = .info
    case "warn", "warning", "wrn": self = .warn
    case "error", "err", "severe": self = .error
    case "fatal", "critical", "crit", "alert", "emerg", "emergency", "panic", "ftl": self = .fatal
    default: return nil
    }
  }

  /// By a number: up to 7 as syslog counts, from 10 on as bunyan and pino do.
  init?(number: Int) {
    switch number {
    case 0...2, 60...: self = .fatal
    case 3, 50..<60: self = .error
    case 4, 40..<50: self = .warn
    case 5, 6, 30..<40: self = .info
    case 7, 20..<30: self = .debug
    case 10..<20: self = .trace
    default: return nil
    }
  }

  /// By the status of an answer.
  init?(status: Int) {
    switch status {
    case 500...599: self = .error
    case 400...499: self = .warn
    case 100...399: self = .info
    default: return nil
    }
  }

  /// `level=warn`; a name in capitals is a variable of an environment and says nothing.
  private static func logfmt(_ bytes: [UInt8]) -> LogLevel? {
    for key in ["level=", "lvl=", "severity="] {
      let needle = Array(key.utf8)
      guard let at = bytes.firstRange(of: needle)?.lowerBound else { continue }
      guard at == 0 || bytes[at - 1] == 32 || bytes[at - 1] == 9 else { continue }
      let value = bytes[(at + needle.count)...].drop { $0 == UInt8(ascii: "\"") }
      let name = value.prefix { $0 != 32 && $0 != 9 && $0 != UInt8(ascii: "\"") }
      if let level = LogLevel(name: String(decoding: name, as: UTF8.self)) { return level }
    }
    return nil
  }

  /// `<11>…`: the last three bits of the priority.
  private static func syslog(_ bytes: ArraySlice<UInt8>) -> LogLevel? {
    guard bytes.first == UInt8(ascii: "<") else { return nil }
    let digits = bytes.dropFirst().prefix { (48...57).contains($0) }
    guard (1...3).contains(digits.count), bytes.dropFirst(digits.count + 1).first == UInt8(ascii: ">"),
      let priority = Int(String(decoding: digits, as: UTF8.self)), priority < 192
    else { return nil }
    return LogLevel(number: priority & 7)
  }
}
