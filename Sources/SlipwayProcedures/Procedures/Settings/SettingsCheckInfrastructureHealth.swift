import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Says whether the store, Docker and the proxy work.
package enum SettingsCheckInfrastructureHealth: Procedure {
  /// One part.
  package struct Part: Codable, Sendable {
    package var status: String
    package var message: String?
  }

  /// All parts; `postgres` is the store by its published name.
  package struct Output: Codable, Sendable {
    package var postgres: Part
    package var traefik: Part
    package var docker: Part
  }

  package static let name = "settings.checkInfrastructureHealth"
  package static let kind = ProcedureKind.query
  package static let summary = "Says whether the store, Docker and the proxy work"

  package static func access(_ input: NoInput) -> Access { .server }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let proxy = ProxyService.name(instance: call.engine.configuration.instance)
    let docker = try call.engine.hosts.thisMachine().docker
    return Output(
      postgres: await check { _ = try await call.store.read { try $0.settings.value("health") } },
      traefik: await check {
        let tasks = try await docker.listTasks(service: proxy)
        guard tasks.contains(where: { $0.Status.State == "running" }) else {
          throw SlipwayError(.unreachable, "No task of the service \(proxy) runs.")
        }
      },
      docker: await check { try await docker.ping() })
  }

  private static func check(_ body: () async throws -> Void) async -> Part {
    do {
      try await body()
      return Part(status: "healthy", message: nil)
    } catch {
      return Part(status: "unhealthy", message: (error as? SlipwayError)?.message ?? "It does not answer.")
    }
  }
}
