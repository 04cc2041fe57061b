import Foundation
import Logging
package import SlipwayCore
package import SlipwayHost
import SlipwayLogs
import SlipwayStore

/// Keeps what containers wrote: before they are taken away, when they end by themselves, and when somebody wants to read it.
///
/// What cannot be kept never holds up what is being done: it is told in the log of this process.
package struct ServiceOutput: Sendable {
  /// How long it is waited until all that end are listened to, and for their last words after they were ended.
  private static let beginning = Duration.seconds(3)
  private static let farewell = Duration.seconds(5)
  /// Of a container on another node.
  private static let elsewhere = Duration.seconds(3)
  /// Of one on this engine, when it is not followed.
  private static let patience = Duration.seconds(60)
  /// Of containers that are copied at once, and of those that are followed.
  private static let width = 4
  private static let ceiling = 32
  private static let logger = Logger(label: "slipway.output")
  private let engine: Engine
  package let docker: DockerClient
  private let server: ID<Server>?

  package init(_ engine: Engine, _ machine: Machine) {
    self.init(engine, machine.docker, on: machine.server)
  }

  /// - Parameter server: whose engine it is; `nil` is this machine's.
  init(_ engine: Engine, _ docker: DockerClient, on server: ID<Server>? = nil) {
    self.engine = engine
    self.docker = docker
    self.server = server
  }

  /// Does something that ends containers of a service, and keeps what these write to their end.
  func keeping<Result>(service name: String, _ body: () async throws -> Result) async throws -> Result {
    let containers = try? await docker.listTasks(service: name).compactMap(OutputContainer.init)
    return try await keeping(containers ?? [], body)
  }

  /// The same of a compose stack's containers.
  /// - Parameter mayStay: whether some of them still run afterwards; for those nobody waits.
  func keeping<Result>(
    containers: [String], mayStay: Bool = false, _ body: () async throws -> Result
  ) async throws -> Result {
    try await keeping(containers.map { OutputContainer(id: $0) }, mayStay: mayStay, body)
  }

  private func keeping<Result>(
    _ containers: [OutputContainer], mayStay: Bool = false, _ body: () async throws -> Result
  ) async throws -> Result {
    let bytes = await limit()
    guard bytes > 0, !containers.isEmpty else { return try await body() }
    let (signals, signal) = AsyncStream.makeStream(of: Void.self)
    let followed = Array(containers.filter { !$0.isEnded }.prefix(Self.ceiling))
    let others = Set(containers.map(\.id)).subtracting(followed.map(\.id))
    return try await withThrowingTaskGroup(of: Set<String>?.self) { group in
      for container in followed {
        group.addTask {
          await copy(container, bytes, follows: { signal.yield() })
          // Of one that cannot be listened to nobody waits for a word.
          signal.yield()
          return [container.id]
        }
      }
      group.addTask {
        await copyAll(containers.filter { others.contains($0.id) }, bytes)
        signal.yield()
        return others
      }
      await Self.wait(for: followed.count + 1, signals)
      let result = try await body()
      group.addTask {
        try? await Task.sleep(for: Self.farewell)
        return nil
      }
      var left = mayStay ? (try? await ended(containers)) ?? [] : Set(containers.map(\.id))
      while !left.isEmpty, let next = try await group.next(), let done = next { left.subtract(done) }
      group.cancelAll()
      return result
    }
  }

  private func ended(_ containers: [OutputContainer]) async throws -> Set<String> {
    let labels = [ReleaseLabels.instance: engine.configuration.instance]
    let running = Set(try await docker.listContainers(labels: labels).map(\.Id))
    return Set(containers.map(\.id)).subtracting(running)
  }

  private static func wait(for count: Int, _ signals: AsyncStream<Void>) async {
    try? await Deadline.run(within: beginning, what: "Listening to containers") {
      var left = count
      for await _ in signals {
        left -= 1
        if left == 0 { return }
      }
    }
  }

  /// Of the engine that a service runs on.
  package static func of(_ deployable: ID<Deployable>, _ engine: Engine) async throws -> ServiceOutput {
    ServiceOutput(engine, try await engine.machine(of: deployable))
  }

  /// Copies what all containers of some services wrote up to now, on whichever machine and node.
  /// - Parameter limit: what was not copied by then is left for another time.
  /// - Returns: what kept it from being complete, in sentences.
  package static func catchUp(_ deployables: [Deployable], within limit: Duration, _ engine: Engine) async -> [String]
  {
    let places = Dictionary(grouping: deployables, by: \.serverID)
    let problems = await withTaskGroup(of: String?.self) { group in
      for (server, own) in places {
        group.addTask {
          do {
            try await Deadline.run(within: limit, what: "Reading what services wrote") {
              let machine = try await engine.machine(at: server)
              try await ServiceOutput(engine, machine).catchUp(own.map(\.id))
            }
            return nil
          } catch {
            return (error as? SlipwayError)?.message ?? "What was written last could not be read."
          }
        }
      }
      return await group.reduce(into: Set<String>()) { if let problem = $1 { $0.insert(problem) } }
    }
    return problems.sorted()
  }

  func catchUp(_ deployables: [ID<Deployable>]) async throws {
    let bytes = await limit()
    guard bytes > 0 else { return }
    let wanted = Set(deployables.map(\.rawValue))
    let labels = [ReleaseLabels.instance: engine.configuration.instance]
    let containers = try await docker.listContainers(labels: labels, all: true).filter {
      wanted.contains($0.Labels?[ReleaseLabels.deployable] ?? "")
    }
    let known = Set(containers.map(\.Id))
    // Elsewhere in the Swarm; an engine in no Swarm has none.
    let tasks = ((try? await docker.listTasks(labels: labels)) ?? []).filter {
      wanted.contains($0.Spec?.ContainerSpec?.Labels?[ReleaseLabels.deployable] ?? "")
    }
    let remote = tasks.compactMap(OutputContainer.init).filter { !known.contains($0.id) }
    await copyAll(containers.map { OutputContainer(id: $0.Id) } + remote, bytes)
  }

  /// Copies what this engine's containers that have ended wrote; what has gone by while nobody looked.
  package func catchUpEnded() async throws {
    let bytes = await limit()
    guard bytes > 0 else { return }
    let labels = [ReleaseLabels.instance: engine.configuration.instance]
    let ended = try await docker.listContainers(labels: labels, all: true).filter { $0.State != "running" }
    await copyAll(ended.map { OutputContainer(id: $0.Id) }, bytes)
  }

  /// Copies what one container wrote up to now.
  package func catchUp(container: String) async {
    let bytes = await limit()
    if bytes > 0 { await copy(OutputContainer(id: container), bytes) }
  }

  private func copyAll(_ containers: [OutputContainer], _ bytes: Int) async {
    await withDiscardingTaskGroup { group in
      let width = min(Self.width, containers.count)
      for start in 0..<width {
        group.addTask {
          for index in stride(from: start, to: containers.count, by: width) { await copy(containers[index], bytes) }
        }
      }
    }
  }

  private func copy(
    _ container: OutputContainer, _ bytes: Int, follows opened: (@Sendable () -> Void)? = nil
  ) async {
    do {
      guard let source = try await container.source(engine, docker, on: server) else { return }
      guard opened == nil else {
        try await engine.logs.copy(source, from: docker, bytes: bytes, opened: opened)
        return
      }
      // The engine waits without end for a node that is gone.
      let limit = source.task == nil ? Self.patience : Self.elsewhere
      try await Deadline.run(within: limit, what: "Reading the log of a container") {
        _ = try await engine.logs.copy(source, from: docker, bytes: bytes)
      }
    } catch let error as SlipwayError where error.code == .notFound {
      // It is gone; what it wrote was copied when it ended, or nobody can any more.
    } catch {
      guard !Task.isCancelled else { return }
      Self.logger.warning(
        "the output of a container was not kept",
        metadata: ["container": "\(container.id.prefix(12))", LogKeys.error: "\(error)"])
    }
  }

  /// How much of a service's output stays; 0 is none.
  private func limit() async -> Int {
    let settings = try? await engine.store.read { try $0.serverSettings() }
    return (settings?.logMegabytes ?? 0) << 20
  }
}
