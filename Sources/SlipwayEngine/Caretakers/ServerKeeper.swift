import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Puts a server right as soon as it answers again, and keeps its proxy as the settings say.
package struct ServerKeeper: Service {
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func run() async throws {
    let events = engine.bus.events()
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        var answering = await answering()
        for await event in events {
          switch event {
          case .serverChanged:
            let now = await self.answering()
            for server in now.subtracting(answering) {
              group.addTask { await attempt(server) { try await care($0) } }
            }
            answering = now
          case .certificatesChanged:
            for server in answering { group.addTask { await attempt(server) { try await show($0) } } }
          case .serverSettingsChanged:
            for server in answering { group.addTask { await attempt(server) { try await install($0) } } }
          default: break
          }
        }
      }
    }
  }

  /// The servers that were set up and answered at the last look.
  private func answering() async -> Set<ID<Server>> {
    let servers: [Server] = (try? await engine.store.read { try $0.servers.inUse() }) ?? []
    return Set(servers.filter { $0.observation?.isReachable == true }.map(\.id))
  }

  /// What was wanted while it was away: services that are gone are made anew, routes and certificates are written.
  private func care(_ machine: Machine) async throws {
    _ = try await MachineCare(engine: engine, machine: machine).run()
  }

  private func show(_ machine: Machine) async throws {
    try await engine.routes.refreshCertificates(on: machine.server)
  }

  private func install(_ machine: Machine) async throws {
    _ = try await ServerProxy(engine: engine, machine: machine).install()
  }

  private func attempt(_ server: ID<Server>, _ body: (Machine) async throws -> Void) async {
    do {
      let machine = try await engine.machine(at: server)
      guard try await ServerProxy(engine: engine, machine: machine).isOurs() else { return }
      try await body(machine)
    } catch is CancellationError {
    } catch {
      Logger(label: "slipway.proxy").warning(
        "a server could not be put right", metadata: ["server": "\(server)", LogKeys.error: "\(error)"])
    }
  }
}
