/// Addresses that may stand in a link.
enum SafeURL {
  /// An address of somebody else's: only `http` and `https` pass, everything else becomes `#`.
  static func outside(_ address: String) -> String {
    let lowered = address.lowercased()
    guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://") else { return "#" }
    return address.unicodeScalars.contains { $0.value < 33 } ? "#" : address
  }
}
