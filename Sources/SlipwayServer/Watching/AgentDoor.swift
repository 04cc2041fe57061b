import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOCore
import NIOSSL
import SlipwayCore

/// Where an agent's door is: a Unix socket, or an address – of this machine alone, or behind TLS.
package enum AgentDoor: Sendable, Hashable {
  /// - Parameter owner: a file whose group may use the socket: Docker's own, whose users may do anything anyway.
  case socket(String, owner: String?)
  case plain(host: String, port: Int)
  /// - Parameters: the paths of files in PEM.
  case secure(host: String, port: Int, certificate: String, key: String)

  /// - Throws: ``SlipwayError`` `badRequest` for a door that everybody could listen at.
  package static func at(host: String, port: Int, certificate: String?, key: String?) throws -> AgentDoor {
    switch (certificate, key) {
    case (let certificate?, let key?): return .secure(host: host, port: port, certificate: certificate, key: key)
    case (nil, nil):
      guard isExposed(host) else { return .plain(host: host, port: port) }
      throw SlipwayError(
        .badRequest,
        "The agent would answer at \(host):\(port) without encryption, where its token and all it measures can be read on the way. "
          + "Let it listen on 127.0.0.1 or with --socket, or give it --tls-certificate and --tls-key.")
    default:
      throw SlipwayError(.badRequest, "--tls-certificate and --tls-key belong together: give both, or neither.")
    }
  }

  /// Whether other machines can reach what listens there.
  static func isExposed(_ host: String) -> Bool {
    host != "localhost" && host != "::1" && !host.hasPrefix("127.")
  }

  /// For people.
  /// - Parameter found: the port that the system chose.
  func name(port found: Int?) -> String {
    switch self {
    case .socket(let path, _): path
    case .plain(let host, let port): "http://\(host):\(found ?? port)"
    case .secure(let host, let port, _, _): "https://\(host):\(found ?? port)"
    }
  }

  var address: BindAddress {
    switch self {
    case .socket(let path, _): .unixDomainSocket(path: path)
    case .plain(let host, let port), .secure(let host, let port, _, _): .hostname(host, port: port)
    }
  }

  /// - Throws: ``SlipwayError`` `preconditionFailed` when the files are no certificate and its key.
  func server() throws -> HTTPServerBuilder {
    guard case .secure(_, _, let certificate, let key) = self else { return .http1() }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
      let secret = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
      return try .tls(tlsConfiguration: .makeServerConfiguration(certificateChain: chain, privateKey: secret))
    } catch {
      throw SlipwayError(
        .preconditionFailed,
        "\(certificate) and \(key) are no certificate and key in PEM that belong together: \(error)",
        cause: error)
    }
  }

  /// Makes way for a socket: what an agent that was killed left.
  func prepare() {
    if case .socket(let path, _) = self { unlink(path) }
  }

  /// Lets those in who may.
  func open() {
    guard case .socket(let path, let owner) = self else { return }
    let files = FileManager.default
    var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o660]
    if let owner, let group = (try? files.attributesOfItem(atPath: owner))?[.groupOwnerAccountID] {
      attributes[.groupOwnerAccountID] = group
    }
    // Who may not be let in finds the socket closed.
    try? files.setAttributes(attributes, ofItemAtPath: path)
  }
}
