/// What a line that is JSON says of its level, read in one pass without building values.
struct JSONFields {
  private static let names: Set = ["level", "severity", "lvl", "log.level", "levelname", "@l", "loglevel"]
  private static let statuses: Set = ["statuscode", "status_code", "status", "downstreamstatus"]
  private(set) var level: LogLevel?
  private(set) var statusLevel: LogLevel?
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    var at = bytes.startIndex
    while level == nil, let key = string(from: &at) {
      skipSpaces(&at)
      guard at < bytes.endIndex, bytes[at] == UInt8(ascii: ":") else { continue }
      at += 1
      take(key.lowercased(), &at)
    }
  }

  /// A value that is an object or a list is gone into: its strings are looked at next.
  private mutating func take(_ key: String, _ at: inout Int) {
    guard Self.names.contains(key) || Self.statuses.contains(key) else { return skipString(&at) }
    skipSpaces(&at)
    guard at < bytes.endIndex else { return }
    let text: String
    if bytes[at] == UInt8(ascii: "\"") {
      text = string(from: &at) ?? ""
    } else {
      text = String(decoding: bytes[at...].prefix { (48...57).contains($0) }, as: UTF8.self)
    }
    if Self.names.contains(key) {
      level = LogLevel(name: text) ?? Int(text).flatMap(LogLevel.init(number:))
    } else {
      statusLevel = statusLevel ?? Int(text).flatMap(LogLevel.init(status:))
    }
  }

  /// A value that is a text must not be taken for the next name.
  private func skipString(_ at: inout Int) {
    skipSpaces(&at)
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: "\"") { _ = string(from: &at) }
  }

  private func skipSpaces(_ at: inout Int) {
    while at < bytes.endIndex, bytes[at] <= 32 { at += 1 }
  }

  /// The next text in quotation marks; `nil` when none is left.
  private func string(from at: inout Int) -> String? {
    guard let open = bytes[at...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    var end = open + 1
    while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
    guard end < bytes.endIndex else { return nil }
    at = end + 1
    return String(decoding: bytes[(open + 1)..<end], as: UTF8.self)
  }
}
