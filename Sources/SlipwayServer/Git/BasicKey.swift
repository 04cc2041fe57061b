import Foundation

/// The API key in a header of Basic authentication: its password, or its user name when there is no password.
enum BasicKey {
  static func text(of header: String?) -> String? {
    guard let header, header.utf8.count <= 2048 else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "basic", let data = Data(base64Encoded: String(parts[1])),
      let text = String(validating: data, as: UTF8.self)
    else { return nil }
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let key = halves.count == 2 && !halves[1].isEmpty ? halves[1] : halves[0]
    return key.isEmpty ? nil : key
  }
}
