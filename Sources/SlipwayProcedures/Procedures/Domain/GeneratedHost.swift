import SlipwayCore
import SlipwayEngine

/// A host name that leads to a machine without any DNS record of one's own.
enum GeneratedHost {
  /// - Parameter name: what the host name begins with, as far as host names allow; something random follows.
  /// - Parameter address: of the machine, an IPv4 address.
  /// - Throws: ``SlipwayError`` `badRequest` naming `appName` when nothing of it can be used.
  static func make(for name: String, at address: String = ServerAddress.outward()) throws -> String {
    "\(try AppName.make(from: String(name.prefix(30))))-\(address.replacing(".", with: "-")).sslip.io"
  }
}
