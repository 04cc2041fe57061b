import SlipwayAnswers
import Foundation
import SlipwayAgent
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayInventory
import SlipwayProcedures
import SlipwayStore
import Synchronization

/// `/listen-docker-stats-monitoring`: what a service's containers use, once a second, for as long as somebody looks.
struct UsageStream: WatchStream {
  private static let interval = Duration.seconds(1)
  /// How often it is looked whether other containers run now, in intervals.
  private static let refresh = 5
  let engine: Engine
  let caller: Caller
  let query: TextFields

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    if query["appName"] == ApplicationReadAppMonitoring.machine { return try await machine(connection) }
    let service = try await service()
    let place = try await engine.store.read { try $0.deployables.one(service).serverID }
    let readings = try await ServerReadings.of(place, engine)
    if let series = SeriesName(service: service.rawValue), let source = readings.source {
      let measured = MeasuredUsage(source: source, series: series)
      // An agent that does not answer now is no reason to show nothing.
      if (try? await measured.isThere(now: Date())) == true { return try await measured.send(to: connection) }
    }
    return try await ask(about: service, connection)
  }

  /// This machine, or a server's.
  private func machine(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let server = query["serverId"].flatMap { $0.isEmpty ? nil : ID<Server>($0) }
    let isAllowed = try await engine.store.read { try caller.governs(server, $0) }
    guard isAllowed else { throw WebSocketClose.notAuthorized }
    let readings = try await ServerReadings.of(server, engine)
    guard let source = readings.source else {
      throw WebSocketClose.badParameter(readings.problem ?? "Nothing is measured")
    }
    let machine = MeasuredUsage(source: source, series: .machine)
    guard (try? await machine.isThere(now: Date())) == true else {
      throw WebSocketClose.badParameter("Nothing is measured")
    }
    return try await machine.send(to: connection)
  }

  /// Where no agent measures, the engine itself is asked for as long as somebody looks.
  private func ask(
    about service: ID<Deployable>, _ connection: WebSocketConnection
  ) async throws -> WebSocketClose {
    let docker = try await StreamRefusal.telling { try await engine.machine(of: service).docker }
    let meters = Meters(docker)
    return try await withThrowingTaskGroup(of: Void.self, returning: WebSocketClose.self) { group in
      defer { group.cancelAll() }
      var turn = 0
      while true {
        if turn % Self.refresh == 0 {
          let wanted = try await StreamRefusal.telling { try await containers(of: service, docker) }
          guard !wanted.isEmpty || turn > 0 else { throw WebSocketClose.badParameter("Container not running") }
          for container in meters.begin(wanted) { group.addTask { await meters.follow(container) } }
        }
        turn += 1
        try await Task.sleep(for: Self.interval)
        guard let sample = meters.sample(at: Date()) else { continue }
        try await connection.send(text: String(decoding: try WireOutput.encode(UsageMessage(sample)), as: UTF8.self))
      }
    }
  }

  /// - Throws: ``WebSocketClose`` for one that is not there, or is somebody else's.
  private func service() async throws -> ID<Deployable> {
    if let id = query["serviceId"], !id.isEmpty, id != "undefined" {
      let owner = try await engine.store.read { try $0.ownership.organization(of: .deployable(ID(id))) }
      guard owner == caller.organizationID else { throw WebSocketClose.notAuthorized }
      return ID(id)
    }
    let name = try ContainerQuery.name(query["appName"], "appName")
    let own = try await engine.store.read { try $0.deployables.all(in: caller.organizationID) }
    guard let found = own.first(where: { $0.appName == name }) else { throw WebSocketClose.notAuthorized }
    return found.id
  }

  /// Those of the service that run on this engine.
  private func containers(of service: ID<Deployable>, _ docker: DockerClient) async throws -> Set<String> {
    let labels = [
      ReleaseLabels.instance: engine.configuration.instance, ReleaseLabels.deployable: service.rawValue,
    ]
    return Set(try await docker.listContainers(labels: labels).map(\.Id))
  }

  /// What is measured of each container.
  private final class Meters: Sendable {
    private let docker: DockerClient
    private let latest = Mutex<[String: UsageSample]>([:])
    private let followed = Mutex<Set<String>>([])

    init(_ docker: DockerClient) { self.docker = docker }

    /// - Returns: those that nobody follows yet.
    func begin(_ wanted: Set<String>) -> Set<String> {
      followed.withLock { followed in
        defer { followed.formUnion(wanted) }
        return wanted.subtracting(followed)
      }
    }

    /// Until the container ends.
    func follow(_ container: String) async {
      var previous: DockerStats?
      do {
        for try await stats in docker.stats(of: container) {
          // Of a container that has just ended there is nothing.
          guard stats.memory_stats?.usage != nil else { break }
          let sample = UsageSample(stats, after: previous, at: Date())
          if previous != nil { latest.withLock { $0[container] = sample } }
          previous = stats
        }
      } catch {
        // The engine went away, or nobody looks any more.
      }
      latest.withLock { $0[container] = nil }
      _ = followed.withLock { $0.remove(container) }
    }

    /// All together; `nil` before the first.
    func sample(at time: Date) -> UsageSample? {
      let samples = latest.withLock { Array($0.values) }
      return samples.isEmpty ? nil : .sum(samples, at: time)
    }
  }
}

/// A sample as published clients read it, and as numbers beside that.
struct UsageMessage: Encodable {
  /// A value and when it was measured.
  struct Point<Value: Encodable>: Encodable {
    var value: Value
    var time: Date
  }

  /// The values that published clients draw.
  struct Published: Encodable {
    var cpu: Point<String>
    var memory: Point<[String: String]>
    var block: Point<[String: Double]>
    var network: Point<[String: Double]>
    var disk: Point<[String: String]>
  }

  var data: Published
  var sample: UsageSample

  init(_ sample: UsageSample) {
    self.sample = sample
    let time = sample.time
    data = Published(
      cpu: Point(value: String(format: "%.2f%%", sample.cpuPercent), time: time),
      memory: Point(
        value: ["used": Self.binary(sample.memory), "total": Self.binary(sample.memoryLimit)], time: time),
      block: Point(
        value: ["readMb": Self.megabytes(sample.blockRead), "writeMb": Self.megabytes(sample.blockWrite)], time: time),
      network: Point(
        value: ["inputMb": Self.megabytes(sample.networkIn), "outputMb": Self.megabytes(sample.networkOut)],
        time: time),
      disk: Point(value: [:], time: time))
  }

  private static func megabytes(_ bytes: Int) -> Double { (Double(bytes) / 10_000).rounded() / 100 }

  /// `12.34MiB`, as `docker stats` writes it.
  private static func binary(_ bytes: Int) -> String {
    var value = Double(bytes)
    var unit = "B"
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
      value /= 1024
      unit = next
    }
    return String(format: unit == "B" ? "%.0f" : "%.2f", value) + unit
  }
}
