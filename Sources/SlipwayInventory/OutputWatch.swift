import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayLogs
import SlipwayStore

/// Keeps the output of containers that end by themselves, here and on servers: each engine tells of them, and what ended
/// while nobody listened is copied at the start.
package struct OutputWatch: Service {
  /// How far clocks of servers may be apart from ours; what is heard twice is kept once.
  private static let skew: TimeInterval = 300
  private let engine: Engine
  private let delay: Duration
  private let retry: Duration

  package init(_ engine: Engine, delay: Duration = .seconds(5), retry: Duration = .seconds(10)) {
    self.engine = engine
    self.delay = delay
    self.retry = retry
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      // The first answers of a start come before it.
      guard (try? await Task.sleep(for: delay)) != nil else { return }
      await withDiscardingTaskGroup { group in
        group.addTask { await follow(nil) }
        group.addTask { await followServers() }
      }
    }
  }

  /// A listener for each server that answers; one that falls silent, or is none any more, ends its own.
  private func followServers() async {
    await withTaskGroup(of: ID<Server>.self) { group in
      var followed: Set<ID<Server>> = []
      repeat {
        for server in await answering().subtracting(followed) {
          followed.insert(server)
          group.addTask {
            await follow(server)
            return server
          }
        }
        followed.subtract(await ended(&group))
      } while !Task.isCancelled
      group.cancelAll()
    }
  }

  /// Waits a while.
  /// - Returns: whose listeners have ended meanwhile.
  private func ended(_ group: inout TaskGroup<ID<Server>>) async -> Set<ID<Server>> {
    let retry = retry
    let nobody = ID<Server>("")
    group.addTask {
      try? await Task.sleep(for: retry)
      return nobody
    }
    var ended: Set<ID<Server>> = []
    while let next = await group.next(), next != nobody { ended.insert(next) }
    return ended
  }

  private func answering() async -> Set<ID<Server>> {
    let servers = (try? await engine.store.read { try $0.servers.inUse() }) ?? []
    return Set(servers.filter { $0.purpose == .deploy && $0.observation?.isReachable == true }.map(\.id))
  }

  /// - Parameter server: `nil` is this machine, which is listened to without end.
  private func follow(_ server: ID<Server>?) async {
    var since: Date?
    repeat {
      if let server, await !answering().contains(server) { return }
      do {
        try await watch(server, &since)
      } catch {
        guard !Task.isCancelled else { return }
        Logger(label: "slipway.output").log(
          level: server == nil ? .info : .debug, "Docker's events cannot be heard",
          metadata: ["server": "\(server?.rawValue ?? "")", LogKeys.error: "\(error)"])
      }
    } while (try? await Task.sleep(for: retry)) != nil
  }

  /// Until the engine ends the connection.
  /// - Parameter since: the moment of the last event that was heard.
  private func watch(_ server: ID<Server>?, _ since: inout Date?) async throws {
    let machine = try await engine.machine(at: server)
    let (docker, output) = (machine.docker, ServiceOutput(engine, machine))
    let from = since ?? engine.now().addingTimeInterval(server == nil ? 0 : -Self.skew)
    if server == nil { try await engine.logs.sweep() }
    try await output.catchUpEnded()
    let filters = [
      "type": ["container"], "event": ["die"],
      "label": ["\(ReleaseLabels.instance)=\(engine.configuration.instance)"],
    ]
    for try await event in docker.events(filters: filters, since: from) {
      if let time = event.time { since = Date(timeIntervalSince1970: Double(time)) }
      guard let id = event.Actor?.ID else { continue }
      await output.catchUp(container: id)
    }
  }
}
