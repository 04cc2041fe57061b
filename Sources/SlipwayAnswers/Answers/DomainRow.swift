package import Foundation
package import SlipwayCore

/// A domain on the wire.
package struct DomainRow: Codable, Sendable {
  package var domainId: ID<Domain>
  package var host: String
  package var https: Bool
  package var port: Int
  @Null package var customEntrypoint: String?
  package var path: String
  @Null package var serviceName: String?
  package var domainType: Domain.Kind
  package var uniqueConfigKey: Int
  package var createdAt: Date
  @Null package var composeId: ID<Deployable>?
  package var applicationId: ID<Deployable>
  @Null package var previewDeploymentId: String?
  @Null package var customCertResolver: String?
  package var certificateType: Domain.CertificateType
  package var internalPath: String
  package var stripPath: Bool
  package var middlewares: [String]
  package var forwardAuthEnabled: Bool
  package var enabled: Bool
  /// The application, where the domain is asked for alone.
  package var application: ApplicationLink?

  /// - Parameter preview: the one that it leads to.
  package init(_ domain: Domain, application: ApplicationLink? = nil, preview: ID<PreviewDeployment>? = nil) {
    domainId = domain.id
    host = domain.host
    https = domain.https
    port = domain.port
    customEntrypoint = domain.customEntrypoint
    path = domain.path
    serviceName = domain.serviceName
    domainType = preview != nil ? .preview : domain.serviceName == nil ? .application : .compose
    uniqueConfigKey = domain.uniqueConfigKey
    createdAt = domain.createdAt
    composeId = domain.serviceName == nil ? nil : domain.deployableID
    applicationId = domain.deployableID
    previewDeploymentId = preview?.rawValue
    customCertResolver = domain.customCertResolver
    certificateType = domain.certificateType
    internalPath = domain.internalPath
    stripPath = domain.stripPath
    middlewares = domain.middlewares
    forwardAuthEnabled = false
    enabled = domain.isEnabled
    self.application = application
  }
}
