package import Foundation
package import SlipwayCore

/// A repository of any provider on the wire.
package struct ProviderRepositoryRow: Codable, Sendable {
  /// The provider's own name of it.
  package var id: String
  /// Where it stands in addresses; groups at GitLab are part of the owner.
  package var owner: String
  package var name: String
  package var fullName: String
  package var url: String
  package var isPrivate: Bool
  @Null package var defaultBranch: String?

  package init(id: String, owner: String, name: String, url: String, isPrivate: Bool, defaultBranch: String?) {
    self.id = id
    self.owner = owner
    self.name = name
    fullName = "\(owner)/\(name)"
    self.url = url
    self.isPrivate = isPrivate
    self.defaultBranch = defaultBranch
  }
}

/// A branch of any provider on the wire.
package struct ProviderBranchRow: Codable, Sendable {
  package var name: String
  package var commit: String
  package var isProtected: Bool

  package init(name: String, commit: String, isProtected: Bool) {
    self.name = name
    self.commit = commit
    self.isProtected = isProtected
  }
}

/// A part of a list that a provider answers page by page.
package struct ProviderPageRow<Item: Codable & Sendable>: Codable, Sendable {
  package var items: [Item]
  /// The number of the page behind it; `null` for the last one.
  @Null package var nextPage: Int?

  package init(items: [Item], nextPage: Int?) {
    self.items = items
    self.nextPage = nextPage
  }
}

/// A service whose code an account at a git provider brings.
package struct ProviderUseRow: Codable, Sendable {
  package var serviceId: ID<Deployable>
  package var kind: Deployable.Kind
  package var name: String
  package var environmentId: ID<Environment>

  package init(_ service: Deployable) {
    serviceId = service.id
    kind = service.kind
    name = service.name
    environmentId = service.environmentID
  }
}

/// One call of a provider's webhook on the wire, and what was decided on it.
package struct ProviderDeliveryRow: Codable, Sendable {
  package var deliveryId: String
  package var event: String
  @Null package var repository: String?
  @Null package var reference: String?
  @Null package var commit: String?
  package var receivedAt: Date
  package var decision: String

  package init(
    id: String, event: String, repository: String?, reference: String?, receivedAt: Date, decision: String
  ) {
    deliveryId = id
    self.event = event
    self.repository = repository
    self.reference = reference
    self.receivedAt = receivedAt
    self.decision = decision
    commit = nil
  }
}
