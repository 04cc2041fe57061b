import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayLogs

/// Keeps the output of containers that end by themselves: the engine tells of each, and what ended while nobody listened is
/// copied at the start.
package struct OutputWatch: Service {
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
      var since: Date?
      repeat {
        do {
          try await watch(&since)
        } catch {
          guard !Task.isCancelled else { return }
          Logger(label: "slipway.output").info(
            "Docker's events cannot be heard", metadata: [LogKeys.error: "\(error)"])
        }
      } while (try? await Task.sleep(for: retry)) != nil
    }
  }

  /// Until the engine ends the connection.
  /// - Parameter since: the moment of the last event that was heard.
  private func watch(_ since: inout Date?) async throws {
    let machine = try engine.thisMachine()
    let (docker, output) = (machine.docker, ServiceOutput(engine, machine))
    let from = since ?? engine.now()
    try await engine.logs.sweep()
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
