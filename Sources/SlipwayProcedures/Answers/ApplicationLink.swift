package import SlipwayCore
import SlipwayStore

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

  init(_ summary: ServiceSummary, environment: EnvironmentRow? = nil) {
    applicationId = summary.id
    name = summary.name
    appName = summary.appName
    icon = summary.icon
    applicationStatus = summary.status
    kind = summary.kind
    environmentId = summary.environmentID
    self.environment = environment
    server = nil
    buildServer = nil
  }

  package init(_ application: Application, environment: EnvironmentRow? = nil) {
    applicationId = application.id
    name = application.name
    appName = application.appName
    icon = application.icon
    applicationStatus = application.status
    kind = .application
    environmentId = application.environmentID
    self.environment = environment
    server = nil
    buildServer = nil
  }

  init(_ deployable: Deployable, environment: EnvironmentRow? = nil) {
    applicationId = deployable.id
    name = deployable.name
    appName = deployable.appName
    icon = nil
    applicationStatus = deployable.status
    kind = deployable.kind
    environmentId = deployable.environmentID
    self.environment = environment
    server = nil
    buildServer = nil
  }
}
