import Foundation
import Logging
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// What procedures ask of the running services and their routes.
enum ServiceActions {
  static func start(_ application: ID<Application>, _ call: Call) async throws {
  }

  static func stop(_ application: ID<Application>, _ call: Call) async throws {
  }

  /// Removes what runs for an application whose rows are gone; what does not succeed is noted and left to the
  /// caretaker of orphans.
  static func remove(_ application: Application, _ call: Call) async {
  }

  /// Writes an application's routes as its rows say. The rows are kept already: a failure is noted, and the next
  /// deployment or start of the server writes them.
  static func rewriteRoutes(of application: ID<Application>, _ call: Call) async {
  }

  static func rewritePanelRoute(_ call: Call) async {
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
    let path = "\(call.engine.folders.traefik)/dynamic/\(application.appName).yml"
    guard try await files.exists(path) else { return nil }
    return String(decoding: try await files.read(path), as: UTF8.self)
  }
}
