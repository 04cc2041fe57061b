package import SlipwayCore

/// The input of what concerns one registry.
package struct RegistryInput: Codable, Sendable {
  package var registryId: ID<Registry>

  package init(registryId: ID<Registry>) { self.registryId = registryId }
}
