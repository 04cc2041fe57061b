/// A name that the proxy routes by: RFC 1123 labels, lowercase ASCII.
package enum Hostname {
  /// - Returns: the host in lowercase.
  /// - Throws: ``SlipwayError`` `badRequest` naming `host` when it is no host name.
  package static func normalize(_ typed: String) throws -> String {
    let host = typed.lowercased()
    guard host.utf8.count <= 253, !host.isEmpty else {
      throw SlipwayError.invalid("host", "must have 1 to 253 characters")
    }
    guard host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel) else {
      throw SlipwayError.invalid(
        "host", "must be a host name such as app.example.com: letters, digits and '-', no scheme, port or path")
    }
    return host
  }

  private static func isLabel(_ label: Substring) -> Bool {
    guard let first = label.first, let last = label.last, label.utf8.count <= 63 else { return false }
    return first != "-" && last != "-"
      && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
