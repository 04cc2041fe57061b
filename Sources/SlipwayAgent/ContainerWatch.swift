import Foundation
import Logging
import SlipwayCore
import SlipwayHost

/// Knows which containers run: by Docker's list once, and by its events from then on.
struct ContainerWatch: Sendable {
  let docker: DockerClient
  /// Gets everything that runs, whenever that changes.
  let changed: @Sendable ([String: KnownContainer]) -> Void
  let alert: @Sendable (MonitoringAlert) -> Void

  /// Until it is cancelled; an engine that is away is asked again.
  func run() async throws {
    var pause = Duration.seconds(1)
    while true {
      let began = ContinuousClock.now
      do {
        try await follow()
      } catch let error as SlipwayError {
        Logger(label: "slipway.agent").debug("Docker's events ended", metadata: [LogKeys.error: "\(error.message)"])
      }
      pause = .now - began > .seconds(60) ? .seconds(1) : min(pause * 2, .seconds(30))
      try await Task.sleep(for: pause)
    }
  }

  private func follow() async throws {
    let start = Date()
    var known: [String: KnownContainer] = [:]
    var crashes = CrashLoopWatch()
    for found in try await docker.listContainers() {
      if let container = try await look(at: found.Id) { known[container.id] = container }
    }
    changed(known)
    let wanted = ["type": ["container"], "event": ["start", "die", "kill"]]
    for try await event in docker.events(filters: wanted, since: start) {
      guard let id = event.Actor?.ID else { continue }
      switch event.Action {
      case "kill": crashes.wasKilled(id)
      case "start":
        known[id] = try await look(at: id)
        changed(known)
      case "die":
        if known.removeValue(forKey: id) != nil { changed(known) }
        if let told = crash(id, event, &crashes) { alert(told) }
      default: break
      }
    }
  }

  private func look(at id: String) async throws -> KnownContainer? {
    try await docker.inspectContainer(id).flatMap { KnownContainer($0) }
  }

  private func crash(_ id: String, _ event: DockerEvent, _ crashes: inout CrashLoopWatch) -> MonitoringAlert? {
    let attributes = event.Actor?.Attributes ?? [:]
    guard let series = SeriesName(labels: attributes, container: attributes["name"] ?? id) else { return nil }
    let code = attributes["exitCode"].flatMap { Int($0) } ?? 0
    let time = event.time.map { Date(timeIntervalSince1970: Double($0)) } ?? Date()
    return crashes.ended(id, of: series, exitCode: code, at: time)
  }
}
