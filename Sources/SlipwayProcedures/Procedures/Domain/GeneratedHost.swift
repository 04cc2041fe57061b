import SlipwayCore

/// A host name that leads to this server without any DNS record of one's own.
enum GeneratedHost {
  /// - Parameter name: what the host name begins with, as far as host names allow; something random follows.
  /// - Throws: ``SlipwayError`` `badRequest` naming `appName` when nothing of it can be used.
  static func make(for name: String) throws -> String {
    "\(try AppName.make(from: String(name.prefix(30))))-\(ServerAddress.outward().replacing(".", with: "-")).sslip.io"
  }
}
