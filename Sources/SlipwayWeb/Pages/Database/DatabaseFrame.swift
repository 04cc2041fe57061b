import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// What all pages of one database show around their content, whatever its engine.
struct DatabaseFrame: ServiceFrame {
  static let path = "/databases/:database"

  var detail: DatabaseOverview.Output
  var changes: [Evidence.Change]?
  var problem: String?
  var observed: ObservedService?

  static func load(_ id: ID<Deployable>, observing: Bool, _ desk: Desk) async throws -> DatabaseFrame {
    let input = DatabaseAnyInput(databaseId: id)
    let detail = try await desk.ask(DatabaseOverview.self, input)
    // Nobody waits for a server that is known not to answer.
    let observing = observing && detail.server?.isReachable != false
    async let state = observing ? desk.find(DatabaseState.self, input) : nil
    async let pending = desk.find(DatabasePendingChanges.self, input)
    return DatabaseFrame(
      detail: detail, changes: try await pending?.changes, problem: try await pending?.problem,
      observed: try await state?.service.map(ObservedService.init))
  }

  var database: DatabaseFields { detail.fields }
  var engine: any DatabaseEngine.Type { DatabaseEngines.engine(detail.engine) }
  var dataPath: String? { (try? ImageReference(parsing: database.dockerImage)).map { engine.dataPath(of: $0) } }

  var facts: ServiceFacts {
    ServiceFacts(
      id: detail.databaseId, kind: .database, type: detail.engine.rawValue, name: database.name,
      appName: database.appName, description: database.description ?? "", status: database.applicationStatus,
      isStopped: database.isStopped, env: database.env ?? "", runtime: detail.runtime,
      environment: detail.environment, mounts: detail.mounts, deployments: detail.deployments,
      server: detail.server)
  }

  func actions(_ context: PageContext) -> HTML { DatabaseActions(frame: self, context: context).html }

  var tabs: [Tab] {
    [
      Tab("Overview", base, key: "o"), Tab("Deployments", base + "/deployments", key: "d"),
      Tab("Logs", base + "/logs", key: "l"),
      Tab("Metrics", base + "/metrics", key: "h"), Tab("Terminal", base + "/terminal", key: "t"),
      Tab("Environment", base + "/environment", key: "e"),
      Tab("Storage", base + "/storage", key: "s", count: detail.mounts.isEmpty ? nil : detail.mounts.count),
      Tab("Schedules", base + "/schedules", key: "c"), Tab("Backups", base + "/backups", key: "r"),
      Tab("Advanced", base + "/advanced", key: "v"),
    ]
  }
}
