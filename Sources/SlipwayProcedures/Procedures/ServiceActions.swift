import Foundation
import Logging
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// What procedures ask of the running services and their routes.
enum ServiceActions {
  /// Longer than the jobs of most applications take; who asks does not wait for ever.
  private static let patience = Duration.seconds(150)

  /// Writes down that it shall run, and returns when it does.
  static func start(_ id: ID<Deployable>, _ call: Call) async throws {
    let now = call.now()
    try await fulfil(try await call.store.write { try ServiceWish.start($0, id, now: now) }, call)
  }

  /// Writes down that it shall not run, and returns when it does not.
  static func stop(_ id: ID<Deployable>, _ call: Call) async throws {
    let now = call.now()
    try await fulfil(try await call.store.write { try ServiceWish.stop($0, id, now: now) }, call)
  }

  /// Returns when the job has ended.
  /// - Throws: ``SlipwayError`` `commandFailed` with the job's reason; `timeout` when it goes on without the caller.
  static func fulfil(_ job: ID<Job>, _ call: Call) async throws {
    let end = try await JobEnd(job, call).wait(for: patience)
    switch end {
    case .ended(let problem?): throw SlipwayError(.commandFailed, problem)
    case .failing(let problem):
      throw SlipwayError(.unreachable, "This did not work yet and is tried again by itself: \(problem)")
    case .ended(nil): return
    case .atWork:
      throw SlipwayError(
        .timeout, "This takes long and goes on by itself; look at its state in a while.")
    }
  }

  /// Writes an application's routes as its rows say. The rows are kept already: a failure is noted, and the next
  /// deployment or start of the server writes them.
  static func rewriteRoutes(of application: ID<Deployable>, _ call: Call) async {
    do {
      try await call.engine.routes.refresh(application)
      let server = try await call.store.read { try $0.deployables.find(application)?.serverID }
      try await call.engine.routes.refreshCertificates(on: server)
    } catch {
      Logger.current.error(
        "routes were not written", metadata: [LogKeys.application: "\(application)", LogKeys.error: "\(error)"])
    }
  }

  /// Writes the certificates that the proxy shows as the rows say; a failure is noted, and mended by the caretaker.
  static func rewriteCertificates(_ call: Call) async {
    do {
      try await call.engine.routes.refreshCertificates()
    } catch {
      Logger.current.error("certificates were not written", metadata: [LogKeys.error: "\(error)"])
    }
  }

  /// - Returns: the last lines, oldest first.
  static func logs(of release: Release, lines: Int, since: Date?, _ call: Call) async throws -> [String] {
    let (docker, service) = (try await call.engine.machine(of: release.deployableID).docker, release.serviceName)
    guard try await docker.inspectService(service) != nil else { return [] }
    return try await docker.lastLines(service: service, count: lines, since: since)
  }

  /// - Returns: `nil` when the application has no route.
  static func routeFile(of application: Application, _ call: Call) async throws -> String? {
    let files = try await call.engine.machine(at: application.serverID).files
    let path = call.engine.routes.path(of: application.appName, on: application.serverID)
    guard try await files.exists(path) else { return nil }
    return String(decoding: try await files.read(path), as: UTF8.self)
  }
}
