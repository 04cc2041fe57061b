package import SlipwayCore

/// Whose something on an engine is.
package struct InventoryOwner: Sendable, Hashable, Codable {
  /// What sort of owner it has.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A service of the viewer's organisation.
    case service
    /// The viewer's organisation, but none of its services.
    case organization
    /// Slipway itself.
    case slipway
    /// Another organisation, or another installation on the same engine.
    case other
    /// Nobody that Slipway knows: somebody made it by hand.
    case server
  }
  package var kind: Kind
  package var serviceId: ID<Deployable>?
  package var serviceKind: Deployable.Kind?
  package var serviceName: String?

  package init(_ kind: Kind) { self.kind = kind }

  package init(_ service: Deployable) {
    kind = .service
    serviceId = service.id
    serviceKind = service.kind
    serviceName = service.name
  }

  /// Whether it is the viewer's organisation's, so that all of its members see it.
  package var isOwn: Bool { kind == .service || kind == .organization }
}
