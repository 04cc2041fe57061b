extension Server {
  package static let ports = 1...65535

  /// - Returns: the host name or address in its one spelling.
  /// - Throws: ``SlipwayError`` `badRequest` naming `ipAddress`.
  package static func address(_ typed: String) throws -> String {
    let text = typed.trimmingSpaces()
    // An address of the sixth version; what is not one is found out by whoever connects.
    if text.contains(":"), text.utf8.count <= 45, text.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) {
      return text.lowercased()
    }
    do {
      return try Hostname.normalize(text)
    } catch {
      throw SlipwayError.invalid(
        "ipAddress", "must be a host name or an IP address such as 192.0.2.10, without scheme, user or port")
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `username`.
  package static func username(_ typed: String) throws -> String {
    let name = typed.trimmingSpaces()
    let isName = name.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || "-_.".utf8.contains(byte)
    }
    guard (1...32).contains(name.utf8.count), isName, name.first != "-" else {
      throw SlipwayError.invalid("username", "must be the name of a user there, such as root or deploy")
    }
    return name
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `port`.
  package static func port(_ typed: Int) throws -> Int {
    guard ports.contains(typed) else { throw SlipwayError.invalid("port", "must be between 1 and 65535") }
    return typed
  }
}
