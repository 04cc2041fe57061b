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
    let heard = Heard()
    return try await withThrowingTaskGroup(of: Void.self, returning: WebSocketClose.self) { group in
      defer { group.cancelAll() }
      var tail = tail
      while true {
        for (number, service) in services.enumerated() {
          let output = try await StreamRefusal.telling { try await ServiceOutput.of(service, engine) }
          let docker = output.docker
          let found = try await StreamRefusal.telling { try await sources(of: service, docker) }
          for source in found where heard.begin(source.name) {
            let tail = tail
            group.addTask {
              try await follow(source, docker, tail: tail, since: heard.end(of: source.name)) {
                try await connection.send(text: "\(number)\t\($0)\n")
              }
              heard.end(source.name)
            }
          }
        }
        // Of what comes later all is new.
        tail = 10_000
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
  private func follow(
    _ source: Source, _ docker: DockerClient, tail: Int, since: Date?, _ send: (String) async throws -> Void
  ) async throws {
    let log: LogStream
    do {
      log =
        source.isService
        ? try await docker.serviceLogs(source.name, tail: tail, follow: true, since: since, timestamps: true)
        : try await docker.containerLogs(source.name, tail: tail, follow: true, since: since, timestamps: true)
    } catch let error as SlipwayError where error.code == .notFound {
      return
    }
    for try await line in log.lines { try await send(line.text) }
  }
}
