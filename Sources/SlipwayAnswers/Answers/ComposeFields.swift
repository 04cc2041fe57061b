package import Foundation
package import SlipwayCore

/// The fields of a compose stack that are neither settings nor the repository's.
package struct ComposeFields: Codable, Sendable {
  package var composeId: ID<Deployable>
  package var name: String
  package var appName: String
  @Null package var description: String?
  @Null package var icon: String?
  package var composeStatus: Deployable.Status
  package var environmentId: ID<Environment>
  package var autoDeploy: Bool
  /// The token in the webhook's address; masked but in `compose.one`.
  @Null package var refreshToken: String?
  /// As typed; masked but in `compose.one`.
  @Null package var env: String?
  /// As typed; masked but in `compose.one`.
  package var composeFile: String
  /// Of the git repository; never in clear.
  @Null package var customGitPassword: Secret?
  package var createdAt: Date
  /// When a setting that a deployment would apply was last changed.
  package var changedAt: Date
  package var isStopped: Bool
  /// Where it runs; `null` is the machine that Slipway runs on.
  @Null package var serverId: ID<Server>?

  /// - Parameter showsSecrets: whether the file, the environment and the webhook's token are written in clear.
  init(_ stack: ComposeStack, showsSecrets: Bool) {
    func text(_ secret: Secret) -> String? {
      if secret.isEmpty { return nil }
      return showsSecrets ? secret.reveal() : Secret.mask
    }
    composeId = stack.id
    name = stack.name
    appName = stack.appName
    description = stack.description
    icon = stack.icon
    composeStatus = stack.status
    environmentId = stack.environmentID
    autoDeploy = stack.autoDeploy
    refreshToken = text(stack.refreshToken)
    env = text(stack.secrets.env)
    composeFile = text(stack.secrets.composeFile) ?? ""
    customGitPassword = stack.secrets.gitPassword
    createdAt = stack.createdAt
    changedAt = stack.changedAt
    isStopped = stack.isStopped
    serverId = stack.serverID
  }
}
