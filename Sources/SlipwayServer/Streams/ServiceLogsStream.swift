import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore
import Synchronization

/// `/listen-logs`: what several services write, each line behind the number of its service in the request and a tab.
///
/// Containers that come while somebody listens are listened to as well: a deployment does not end it.
struct ServiceLogsStream: WatchStream {
  private static let most = 20
  private static let refresh = Duration.seconds(2)
  let engine: Engine
  let caller: Caller
  let query: TextFields

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let services = try await services()
    let tail = try ContainerLogQuery.tail(query["tail"])
    return try await withThrowingDiscardingTaskGroup(returning: WebSocketClose.self) { group in
      for (number, service) in services.enumerated() {
        group.addTask {
          try await listen(to: service, tail: tail) { try await connection.send(text: "\(number)\t\($0)\n") }
        }
      }
      return .normal
    }
  }

  /// Until whoever looks is gone. A machine that does not answer is asked again: others are listened to meanwhile.
  private func listen(
    to service: ID<Deployable>, tail: Int, _ send: @escaping @Sendable (String) async throws -> Void
  ) async throws {
    let heard = Heard()
    try await withThrowingDiscardingTaskGroup { group in
      var (tail, isSilent) = (tail, false)
      while true {
        do {
          let docker = try await ServiceOutput.of(service, engine).docker
          for source in try await sources(of: service, docker) where heard.begin(source.name) {
            group.addTask { [tail] in
              defer { heard.end(source.name) }
              try await follow(source, docker, tail: tail, since: heard.end(of: source.name), send)
            }
          }
          // Of what comes later all is new.
          (tail, isSilent) = (10_000, false)
        } catch let error as SlipwayError {
          if !isSilent { try await send("This service cannot be listened to now: \(error.message)") }
          isSilent = true
        }
        try await Task.sleep(for: Self.refresh)
      }
    }
  }

  /// - Throws: ``WebSocketClose`` for one that is not there, or is somebody else's.
  private func services() async throws -> [ID<Deployable>] {
    let ids = (query["serviceIds"] ?? "").split(separator: ",").map { ID<Deployable>(String($0)) }
    guard (1...Self.most).contains(ids.count) else {
      throw WebSocketClose.badParameter("serviceIds must name 1 to \(Self.most) services")
    }
    for id in ids {
      guard try await caller.mayRead(.deployable(id), engine.store) else { throw WebSocketClose.notAuthorized }
    }
    return ids
  }

  /// Who is listened to, and since when others have ended: one that is started again is gone on with.
  private final class Heard: Sendable {
    private let present = Mutex<Set<String>>([])
    private let ends = Mutex<[String: Date]>([:])

    /// - Returns: `false` when it is listened to already.
    func begin(_ name: String) -> Bool { present.withLock { $0.insert(name).inserted } }

    func end(_ name: String) {
      ends.withLock { $0[name] = Date() }
      _ = present.withLock { $0.remove(name) }
    }

    func end(of name: String) -> Date? { ends.withLock { $0[name] } }
  }

  /// What can be listened to: a service of the Swarm with all of its tasks, or a container.
  private struct Source {
    var name: String
    var isService: Bool
  }

  private func sources(of service: ID<Deployable>, _ docker: DockerClient) async throws -> [Source] {
    let labels = [
      ReleaseLabels.instance: engine.configuration.instance, ReleaseLabels.deployable: service.rawValue,
    ]
    let services = (try? await docker.listServices(labels: labels)) ?? []
    let containers = try await docker.listContainers(labels: labels).filter {
      $0.Labels?["com.docker.swarm.service.name"] == nil
    }
    return services.map { Source(name: $0.Spec.Name, isService: true) }
      + containers.map { Source(name: $0.Id, isService: false) }
  }

  /// Until it ends, or the engine's connection does.
  /// - Throws: what `send` throws.
  private func follow(
    _ source: Source, _ docker: DockerClient, tail: Int, since: Date?, _ send: (String) async throws -> Void
  ) async throws {
    let log: LogStream
    do {
      log =
        source.isService
        ? try await docker.serviceLogs(source.name, tail: tail, follow: true, since: since, timestamps: true)
        : try await docker.containerLogs(source.name, tail: tail, follow: true, since: since, timestamps: true)
    } catch is SlipwayError {
      return
    }
    var lines = log.stampedLines.makeAsyncIterator()
    // What breaks off is listened to again with the next look at what runs.
    while let line = try? await lines.next() { try await send(line.text) }
  }
}
