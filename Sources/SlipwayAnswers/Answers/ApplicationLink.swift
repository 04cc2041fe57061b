package import SlipwayCore

/// Enough of what is deployed, of whatever kind, to name it and to lead to it.
package struct ApplicationLink: Codable, Sendable {
  package var applicationId: ID<Deployable>
  package var name: String
  package var appName: String
  @Null package var icon: String?
  package var applicationStatus: Deployable.Status
  package var kind: Deployable.Kind
  package var environmentId: ID<Environment>
  /// With its project, in lists over several projects.
  package var environment: EnvironmentRow?
  @Null package var server: NoEntity?
  @Null package var buildServer: NoEntity?

  package init(_ deployable: Deployable, environment: EnvironmentRow? = nil) {
    applicationId = deployable.id
    name = deployable.name
    appName = deployable.appName
    icon = deployable.icon
    applicationStatus = deployable.status
    kind = deployable.kind
    environmentId = deployable.environmentID
    self.environment = environment
    server = nil
    buildServer = nil
  }
}
