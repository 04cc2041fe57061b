package import Foundation
package import SlipwayCore

/// The fields of an application that are neither source, build nor run-time settings.
package struct ApplicationFields: Codable, Sendable {
  package var applicationId: ID<Deployable>
  package var name: String
  package var appName: String
  @Null package var description: String?
  @Null package var icon: String?
  package var applicationStatus: Deployable.Status
  package var environmentId: ID<Environment>
  package var autoDeploy: Bool
  /// The token in the webhook's address; masked but in `application.one`.
  @Null package var refreshToken: String?
  /// As typed; masked but in `application.one`.
  @Null package var env: String?
  @Null package var buildArgs: String?
  @Null package var buildSecrets: String?
  /// Of the image's registry; never in clear.
  @Null package var password: Secret?
  /// Of the git repository; never in clear.
  @Null package var customGitPassword: Secret?
  package var createdAt: Date
  /// When a setting that a deployment would apply was last changed.
  package var changedAt: Date
  package var isStopped: Bool
  /// Where it runs; `null` is the machine that Slipway runs on.
  @Null package var serverId: ID<Server>?

  /// - Parameter showsSecrets: whether the environment and the webhook's token are written in clear.
  init(_ application: Application, showsSecrets: Bool) {
    func text(_ secret: Secret) -> String? {
      if secret.isEmpty { return nil }
      return showsSecrets ? secret.reveal() : Secret.mask
    }
    applicationId = application.id
    name = application.name
    appName = application.appName
    description = application.description
    icon = application.icon
    applicationStatus = application.status
    environmentId = application.environmentID
    autoDeploy = application.autoDeploy
    refreshToken = text(application.refreshToken)
    env = text(application.secrets.env)
    buildArgs = text(application.secrets.buildArgs)
    buildSecrets = text(application.secrets.buildSecrets)
    password = application.secrets.registryPassword
    customGitPassword = application.secrets.gitPassword
    createdAt = application.createdAt
    changedAt = application.changedAt
    isStopped = application.isStopped
    serverId = application.serverID
  }
}
