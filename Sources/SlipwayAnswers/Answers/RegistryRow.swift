package import Foundation
package import SlipwayCore

/// A registry on the wire; its password stays here.
package struct RegistryRow: Codable, Sendable {
  /// The kinds that are published.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case cloud
  }

  package var registryId: ID<Registry>
  package var registryName: String
  @Null package var imagePrefix: String?
  package var username: String
  package var registryUrl: String
  package var createdAt: Date
  package var registryType: Kind
  package var organizationId: ID<Organization>

  package init(_ registry: Registry) {
    registryId = registry.id
    registryName = registry.name
    imagePrefix = registry.imagePrefix
    username = registry.username
    registryUrl = registry.url
    createdAt = registry.createdAt
    registryType = .cloud
    organizationId = registry.organizationID
  }
}
