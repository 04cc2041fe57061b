package import SlipwayHost

/// An image that is ready to be released: its name, and the identity that Swarm is told so that nothing can
/// move.
package struct BuiltImage: Sendable {
  /// The tag: `slipway/<appName>:d-<deployment>` of a build, the name as typed of a pulled image.
  package var reference: String
  /// `sha256:…` of a local image, `name@sha256:…` of a pulled one.
  package var identity: String
  /// What a node needs to pull it; `nil` when it is here or public.
  package var registryAuth: RegistryAuth?

  package init(reference: String, identity: String, registryAuth: RegistryAuth? = nil) {
    self.reference = reference
    self.identity = identity
    self.registryAuth = registryAuth
  }
}
