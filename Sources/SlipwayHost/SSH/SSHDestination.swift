import Crypto
import Foundation
package import SlipwayCore

/// Everything that is needed to reach one machine by SSH, as it is known at one moment.
package struct SSHDestination: Sendable, Hashable {
  /// Names the machine among those that are connected.
  package var id: String
  /// For people: `web-1`.
  package var name: String
  /// A host name or an address.
  package var address: String
  package var port: Int
  package var username: String
  package var privateKey: Secret
  /// One line; shown to whoever has to let it in.
  package var publicKey: String
  /// What the machine proves itself by; anything else is refused.
  package var hostKey: HostKey

  package init(
    id: String, name: String, address: String, port: Int = 22, username: String = "root", privateKey: Secret,
    publicKey: String = "", hostKey: HostKey
  ) {
    self.id = id
    self.name = name
    self.address = address
    self.port = port
    self.username = username
    self.privateKey = privateKey
    self.publicKey = publicKey
    self.hostKey = hostKey
  }

  /// Whether programs are run through sudo: everything that is done on a server needs root.
  var isElevated: Bool { username != "root" }

  /// Whether a connection to the other one is one to this, too: a name is for people.
  func isReached(by other: SSHDestination) -> Bool {
    var same = other
    same.name = name
    return self == same
  }

  /// As people write it.
  package var place: String { "\(username)@\(address):\(port)" }
}

/// The public key that a machine proves itself by.
package struct HostKey: Sendable, Hashable {
  /// `ssh-ed25519`.
  package let kind: String
  /// Base64.
  package let blob: String

  /// - Parameter line: `ssh-ed25519 AAAA…`, with or without a comment behind it; `nil` for anything else.
  package init?(line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard words.count >= 2, Self.kinds.contains(words[0]), let data = Data(base64Encoded: words[1]), !data.isEmpty
    else { return nil }
    (kind, blob) = (words[0], words[1])
  }

  /// From the one to be preferred on.
  static let kinds = [
    "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
  ]

  package var line: String { "\(kind) \(blob)" }

  /// As `ssh-keygen -l` shows it: `SHA256:…`.
  package var fingerprint: String {
    let digest = Data(SHA256.hash(data: Data(base64Encoded: blob) ?? Data())).base64EncodedString()
    return "SHA256:" + digest.prefix { $0 != "=" }
  }

  /// The command that shows the same fingerprint on the machine itself.
  package var lookUp: String {
    let name = kind.hasPrefix("ecdsa") ? "ecdsa" : kind == "ssh-rsa" ? "rsa" : "ed25519"
    return "ssh-keygen -lf /etc/ssh/ssh_host_\(name)_key.pub"
  }
}
