import Foundation
import Logging
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// What procedures ask of the running services and their routes.
enum ServiceActions {
  /// Brings the current release's tasks back, then says so in the row.
  static func start(_ id: ID<Application>, _ call: Call) async throws -> Application {
    try await requireIdle(id, call)
    try await ServiceControl(call.engine).start(id)
    return try await note(id, isStopped: false, .done, call)
  }

  /// Takes the tasks away, then says so in the row.
  static func stop(_ id: ID<Application>, _ call: Call) async throws -> Application {
    try await requireIdle(id, call)
    try await ServiceControl(call.engine).stop(id)
    return try await note(id, isStopped: true, .idle, call)
  }

  /// Removes what runs for applications whose rows are gone, a few at a time. What does not succeed is noted and left
  /// to the caretaker of orphans.
  static func remove(_ applications: [Application], _ call: Call) async {
    await withTaskGroup(of: Void.self) { group in
      for (index, application) in applications.enumerated() {
        if index >= 4 { await group.next() }
        group.addTask { await remove(application, call) }
      }
    }
  }

  /// Writes an application's routes as its rows say. The rows are kept already: a failure is noted, and the next
  /// deployment or start of the server writes them.
  static func rewriteRoutes(of application: ID<Application>, _ call: Call) async {
    do {
      try await call.engine.routes.refresh(application)
    } catch {
      Logger.current.error(
        "routes were not written", metadata: [LogKeys.application: "\(application)", LogKeys.error: "\(error)"])
    }
  }

  /// - Returns: the last lines, oldest first.
  static func logs(of service: String, lines: Int, since: Date?, _ call: Call) async throws -> [String] {
    let docker = try call.engine.hosts.host(for: nil).docker
    guard try await docker.inspectService(service) != nil else { return [] }
    var found: [String] = []
    for try await line in try await docker.serviceLogs(service, tail: lines, since: since).lines {
      found.append(line.text)
    }
    return Array(found.suffix(lines))
  }

  /// - Returns: `nil` when the application has no route.
  static func routeFile(of application: Application, _ call: Call) async throws -> String? {
    let files = try call.engine.hosts.host(for: nil).files
    let path = "\(call.engine.routes.writer.folder)/\(application.appName).yml"
    guard try await files.exists(path) else { return nil }
    return String(decoding: try await files.read(path), as: UTF8.self)
  }

  private static func remove(_ application: Application, _ call: Call) async {
    do {
      try await ServiceControl(call.engine).remove(application)
    } catch {
      Logger.current.warning(
        "services were not removed yet",
        metadata: [LogKeys.application: "\(application.id)", LogKeys.error: "\(error)"])
    }
  }

  /// A deployment at work would bring back what is stopped, or take away what is started.
  private static func requireIdle(_ id: ID<Application>, _ call: Call) async throws {
    let active = try await call.store.read { try $0.deployments.active(of: id) }
    guard active.contains(where: { $0.status == .running }) else { return }
    throw SlipwayError(.conflict, "A deployment of this application is at work: wait for it or cancel it first.")
  }

  private static func note(
    _ id: ID<Application>, isStopped: Bool, _ status: Application.Status, _ call: Call
  ) async throws -> Application {
    let application = try await call.store.write { tx in
      var application = try tx.applications.one(id)
      application.isStopped = isStopped
      // What was never released is as idle as before.
      application.status = try tx.releases.current(of: id) == nil ? application.status : status
      try tx.applications.update(application)
      return application
    }
    call.publish(.applicationChanged(id, application.organizationID))
    return application
  }
}
