package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// For whom an engine is looked at.
package struct InventoryViewer: Sendable, Hashable {
  package var organization: ID<Organization>
  /// Who sees everything, whosever it is.
  package var ownsMachine: Bool

  package init(organization: ID<Organization>, ownsMachine: Bool) {
    self.organization = organization
    self.ownsMachine = ownsMachine
  }
}

/// Says whose things are, by the labels that only Slipway gives and by the rows.
package struct InventoryOwners: Sendable {
  private let instance: String
  private let viewer: InventoryViewer
  private let services: [ID<Deployable>: Deployable]
  private let appNames: [String: Deployable]

  package init(instance: String, viewer: InventoryViewer, services: [Deployable]) {
    self.instance = instance
    self.viewer = viewer
    self.services = Dictionary(services.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    appNames = Dictionary(services.map { ($0.appName, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package static func load(_ engine: Engine, _ viewer: InventoryViewer) async throws -> InventoryOwners {
    let services = try await engine.store.read { try $0.deployables.all(in: viewer.organization) }
    return InventoryOwners(instance: engine.configuration.instance, viewer: viewer, services: services)
  }

  /// Whose something with these labels is.
  package func owner(_ labels: [String: String]?) -> InventoryOwner {
    let labels = labels ?? [:]
    guard let maker = labels[ReleaseLabels.instance] else { return InventoryOwner(.server) }
    guard maker == instance else { return InventoryOwner(.other) }
    if let id = labels[ReleaseLabels.deployable] {
      return services[ID(id)].map { InventoryOwner($0) } ?? gone(labels)
    }
    return gone(labels)
  }

  /// Of an image, whose name says it as well: builds of before carried no labels.
  package func owner(of image: (names: [String], labels: [String: String]?)) -> InventoryOwner {
    let found = owner(image.labels)
    guard found.kind == .server, let appName = image.names.lazy.compactMap(ImagePruning.owner).first else {
      return found
    }
    return appNames[appName].map { InventoryOwner($0) } ?? InventoryOwner(.other)
  }

  /// Whether the viewer may know of it.
  package func shows(_ owner: InventoryOwner) -> Bool { owner.isOwn || viewer.ownsMachine }

  /// Without a service that is there: of an organisation, or of Slipway.
  private func gone(_ labels: [String: String]) -> InventoryOwner {
    guard let organization = labels[ReleaseLabels.organization] else {
      return InventoryOwner(labels[ReleaseLabels.deployable] == nil ? .slipway : .other)
    }
    return InventoryOwner(organization == viewer.organization.rawValue ? .organization : .other)
  }
}
