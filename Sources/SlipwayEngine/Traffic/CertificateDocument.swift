import SlipwayCore

/// The proxy's file with the certificates that organisations brought. Certificate and key stand in it themselves: one
/// file, written at once, cannot have the key of another certificate.
struct CertificateDocument: ProxyDocument {
  /// The file's name in the folder of dynamic files. An application's always has a dash and a suffix.
  static let fileName = "certificates.yml"

  /// One certificate with its key, in the proxy's words.
  struct Pair: Sendable, Encodable {
    var certFile: String
    var keyFile: String
  }

  /// The `tls` section.
  private struct Section: Encodable {
    var certificates: [Pair]
  }

  private let pairs: [Pair]

  /// - Returns: `nil` when there are none, and the file must not exist.
  init?(_ certificates: [Certificate]) {
    guard !certificates.isEmpty else { return nil }
    pairs = certificates.map { Pair(certFile: $0.chain, keyFile: $0.privateKey.reveal()) }
  }

  func yaml() throws -> String { try TraefikDocument.text(of: ["tls": Section(certificates: pairs)]) }
}
