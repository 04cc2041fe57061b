import Foundation

/// Addresses that may stand in a link.
enum SafeURL {
  /// An address of somebody else's: only `http` and `https` pass, everything else becomes `#`.
  static func outside(_ address: String) -> String {
    let lowered = address.lowercased()
    guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://") else { return "#" }
    return address.unicodeScalars.contains { $0.value < 33 } ? "#" : address
  }

  /// A page of ours to go back to: a path on this host, or `fallback`.
  static func local(_ path: String?, fallback: String = "/projects") -> String {
    guard let path, path.first == "/", !path.hasPrefix("//"), !path.hasPrefix("/\\") else { return fallback }
    return path.unicodeScalars.contains { $0.value < 33 || $0.value == 127 } ? fallback : path
  }

  /// One value of a query or segment of a path.
  static func encoded(_ text: String) -> String {
    let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }
}
