package import Foundation

/// A certificate that somebody brought, with its key; the proxy shows it for the hosts that it names.
package struct Certificate: Sendable, Hashable {
  package var id: ID<Certificate>
  package var organizationID: ID<Organization>
  package var name: String
  /// PEM: the host's certificate first, then those that vouch for it.
  package var chain: String
  /// PEM; sealed at rest.
  package var privateKey: Secret
  /// Kept as it was sent; an uploaded certificate is renewed by whoever uploads the next one.
  package var autoRenew: Bool?
  /// The DNS names in it, lowercase; `*.example.com` stands for one label.
  package var hosts: [String]
  package var notBefore: Date
  package var notAfter: Date
  package var createdAt: Date

  package init(
    id: ID<Certificate> = .random(), organizationID: ID<Organization>, name: String, chain: String,
    privateKey: Secret, autoRenew: Bool? = nil, hosts: [String], notBefore: Date, notAfter: Date, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.chain = chain
    self.privateKey = privateKey
    self.autoRenew = autoRenew
    self.hosts = hosts
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.createdAt = createdAt
  }

  /// Whether it may be shown for a host.
  package func covers(_ host: String) -> Bool {
    hosts.contains { name in
      guard name.hasPrefix("*.") else { return name == host }
      guard let dot = host.firstIndex(of: ".") else { return false }
      return host[dot...] == name.dropFirst(1)
    }
  }
}
