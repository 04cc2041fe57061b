package import Foundation

/// Several containers that one compose file describes and that are put into service together.
package struct ComposeStack: Sendable, Hashable {
  package var id: ID<Deployable>
  package var organizationID: ID<Organization>
  package var environmentID: ID<Environment>
  package var name: String
  /// The Docker-level name: the project's or the Swarm stack's; see ``Deployable/appName``.
  package var appName: String
  package var description: String?
  package var icon: String?
  package var status: Deployable.Status
  /// The token in the webhook's URL.
  package var refreshToken: Secret
  /// Whether a webhook may deploy it.
  package var autoDeploy: Bool
  package var isStopped: Bool
  /// The repository, where the file is not typed; its kind is ``StackSettings/sourceType``.
  package var source: SourceSettings
  package var settings: StackSettings
  package var secrets: StackSecrets
  /// Where it runs; see ``Deployable/serverID``.
  package var serverID: ID<Server>?
  package var createdAt: Date
  /// When a setting that a deployment would apply was last changed.
  package var changedAt: Date

  package init(
    id: ID<Deployable> = .random(), organizationID: ID<Organization>, environmentID: ID<Environment>, name: String,
    appName: String, settings: StackSettings = StackSettings(), secrets: StackSecrets = StackSecrets(),
    createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.environmentID = environmentID
    self.name = name
    self.appName = appName
    status = .idle
    refreshToken = Secret(RandomText.token())
    autoDeploy = true
    isStopped = false
    source = SourceSettings()
    self.settings = settings
    self.secrets = secrets
    self.createdAt = createdAt
    changedAt = createdAt
  }
}

extension ComposeStack {
  /// A file may have at most this many bytes.
  package static let longestFile = 1 << 20

  /// What it has in common with everything that runs.
  package var deployable: Deployable {
    Deployable(
      id: id, kind: .compose, organizationID: organizationID, environmentID: environmentID, name: name,
      appName: appName, status: status, isStopped: isStopped, serverID: serverID, createdAt: createdAt)
  }
}
