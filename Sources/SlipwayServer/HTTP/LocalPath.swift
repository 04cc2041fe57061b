/// A path on this dashboard that a form may send a browser to.
package enum LocalPath {
  /// - Returns: `nil` for what could lead elsewhere: another scheme or host, control characters, backslashes.
  package static func check(_ text: String?) -> String? {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2000,
      text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return text
  }
}
