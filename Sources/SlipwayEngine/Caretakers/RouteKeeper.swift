import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayStore

/// Writes the proxy's files for processes that run apart from them; what it did not hear of it finds by itself.
package struct RouteKeeper: Service {
  private let engine: Engine
  private let interval: Duration

  package init(_ engine: Engine, interval: Duration = .seconds(60)) {
    self.engine = engine
    self.interval = interval
  }

  package func run() async throws {
    let events = engine.bus.events()
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { for await event in events { await hear(event) } }
        // A process that shares its store with nobody writes all by itself.
        guard engine.store.isShared else { return }
        group.addTask {
          while (try? await Task.sleep(for: interval)) != nil { await attempt { try await all() } }
        }
      }
    }
  }

  private func hear(_ event: Event) async {
    switch event {
    case .routesChanged(let deployable): await attempt { try await engine.routes.refresh(deployable) }
    case .certificatesChanged: await attempt { try await engine.routes.refreshCertificates() }
    default: break
    }
  }

  private func all() async throws -> Bool {
    let changed = try await engine.routes.refreshAll()
    return try await engine.routes.refreshCertificates() || changed > 0
  }

  private func attempt(_ body: () async throws -> Bool) async {
    do {
      _ = try await body()
    } catch is CancellationError {
    } catch {
      Logger(label: "slipway.proxy").warning("routes were not written", metadata: [LogKeys.error: "\(error)"])
    }
  }
}
