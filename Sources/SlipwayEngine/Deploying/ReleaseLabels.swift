package import SlipwayCore

/// The labels by which Slipway knows its own services and containers again.
package struct ReleaseLabels: Sendable, Hashable {
  package static let prefix = "slipway."
  package static let instance = "slipway.instance"
  package static let organization = "slipway.organization"
  package static let deployable = "slipway.deployable"
  package static let deployment = "slipway.deployment"
  package static let release = "slipway.release"
  /// The digest of the whole spec: what has it is what we would make.
  package static let spec = "slipway.spec"
  /// On a service whose owner stopped it, or that a deployment has suspended.
  package static let stopped = "slipway.stopped"
  /// `proxy` of the proxy's service; absent of releases.
  package static let role = "slipway.role"

  package var values: [String: String]

  package init(instance: String, deployment: Deployment, release: ID<Release>) {
    values = [
      Self.instance: instance, Self.organization: deployment.organizationID.rawValue,
      Self.deployable: deployment.deployableID.rawValue, Self.deployment: deployment.id.rawValue,
      Self.release: release.rawValue,
    ]
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
