import SlipwayCore
import SlipwayHost

/// What a typed server must look like.
enum ServerRules {
  /// A number that published clients send as one of any kind.
  /// - Throws: ``SlipwayError`` `badRequest` naming `port`.
  static func port(_ typed: Double) throws -> Int {
    guard let port = Int(exactly: typed) else { throw SlipwayError.invalid("port", "must be between 1 and 65535") }
    return try Server.port(port)
  }

  /// Another name for this machine would be looked after twice.
  /// - Throws: ``SlipwayError`` `badRequest` naming `ipAddress`.
  static func address(_ typed: String) throws -> String {
    let address = try Server.address(typed)
    guard address != "localhost", IPAddress(address)?.reach != .machine else {
      throw SlipwayError.invalid(
        "ipAddress", "is this machine itself, where services run without a server; give the address of another one")
    }
    return address
  }

  /// An empty choice is none.
  static func key(_ typed: ID<SSHKey>?) -> ID<SSHKey>? { typed.flatMap { $0.rawValue.isEmpty ? nil : $0 } }

  /// What access to a chosen key demands.
  static func access(to key: ID<SSHKey>?) -> [Access] {
    Self.key(key).map { [.subject(.sshKey($0), .read)] } ?? []
  }
}
