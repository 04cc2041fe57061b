package import SlipwayCore

/// The labels by which Slipway knows its own services and containers again.
package struct ReleaseLabels: Sendable, Hashable {
  package static let prefix = OwnLabels.prefix
  package static let instance = "slipway.instance"
  package static let organization = "slipway.organization"
  package static let deployable = "slipway.deployable"
  package static let deployment = "slipway.deployment"
  package static let release = "slipway.release"
  /// The digest of the whole spec: what has it is what we would make.
  package static let spec = "slipway.spec"
  /// On a service whose owner stopped it, or that a deployment has suspended.
  package static let stopped = "slipway.stopped"
  /// On a service that a deployment has suspended, so that it is not mistaken for one that its owner stopped.
  static let suspended = "slipway.suspended"
  /// `proxy` of the proxy's service; absent of releases.
  package static let role = "slipway.role"
  /// Which installation uses a server; on the network of another machine.
  static let panel = "slipway.panel"
  /// Which row of ours has a machine; on the proxy's service there.
  static let server = "slipway.server"
  /// The node that a service was bound to, as only that has its image or its storage.
  static let node = "slipway.node"
  /// Of the proxy's container: the digest of its static file.
  static let settings = "slipway.settings"
  /// Which run of a backup something was made for.
  static let run = "slipway.run"

  package var values: [String: String]

  /// Whether a label's value could be an identifier of ours: whoever may run a container gives it any labels.
  static func isIdentifier(_ value: String) -> Bool {
    value.utf8.count == 21
      && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }

  package init(instance: String, deployment: Deployment, release: ID<Release>) {
    values = Self.image(of: deployment, instance: instance)
    values[Self.release] = release.rawValue
  }

  /// Of what an organisation has, such as a volume.
  static func owned(by organization: ID<Organization>, instance: String) -> [String: String] {
    [Self.instance: instance, Self.organization: organization.rawValue]
  }

  /// Of the image that a deployment builds.
  static func image(of deployment: Deployment, instance: String) -> [String: String] {
    var labels = owned(by: deployment.organizationID, instance: instance)
    labels[deployable] = deployment.deployableID.rawValue
    labels[Self.deployment] = deployment.id.rawValue
    return labels
  }

  /// What every service and container of a deployable of this installation carries.
  static func own(_ deployable: ID<Deployable>, _ engine: Engine) -> [String: String] {
    [instance: engine.configuration.instance, Self.deployable: deployable.rawValue]
  }

  /// The user's labels with ours over them: none of ours can be forged.
  package func over(_ typed: [String: String]?) -> [String: String] {
    let allowed = (typed ?? [:]).filter { !$0.key.hasPrefix(Self.prefix) }
    return allowed.merging(values) { _, ours in ours }
  }
}
