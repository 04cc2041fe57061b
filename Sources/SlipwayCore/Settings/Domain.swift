package import Foundation

/// A host (and path) whose requests the proxy sends to an application.
package struct Domain: Sendable, Hashable {
  /// Who issues the certificate.
  package enum CertificateType: String, Sendable, Codable, CaseIterable {
    case letsencrypt, none, custom
  }
  /// What kind of service the domain belongs to.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case compose, application, preview
  }

  package var id: ID<Domain>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  /// Of a compose stack: the service that its requests go to.
  package var serviceName: String?
  /// Punycode, lowercase; see ``Hostname``.
  package var host: String
  package var path: String
  /// The path put before the request's on its way to the service.
  package var internalPath: String
  package var stripPath: Bool
  package var port: Int
  package var https: Bool
  package var certificateType: CertificateType
  package var customCertResolver: String?
  package var customEntrypoint: String?
  package var middlewares: [String]
  package var isEnabled: Bool
  /// The number that the names of its routers and middlewares end in.
  package var uniqueConfigKey: Int
  package var createdAt: Date

  package init(
    id: ID<Domain> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>, host: String,
    path: String = "/", internalPath: String = "/", stripPath: Bool = false, port: Int = 3000, https: Bool = false,
    certificateType: CertificateType = .none, customCertResolver: String? = nil, customEntrypoint: String? = nil,
    middlewares: [String] = [], isEnabled: Bool = true, uniqueConfigKey: Int = 0, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.host = host
    self.path = path
    self.internalPath = internalPath
    self.stripPath = stripPath
    self.port = port
    self.https = https
    self.certificateType = certificateType
    self.customCertResolver = customCertResolver
    self.customEntrypoint = customEntrypoint
    self.middlewares = middlewares
    self.isEnabled = isEnabled
    self.uniqueConfigKey = uniqueConfigKey
    self.createdAt = createdAt
  }
}
