import Logging
import ServiceLifecycle
import SlipwayAgent
import SlipwayCore
package import SlipwayEngine
package import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// The agent within Slipway: measures by the thresholds that are set, and tells everybody of alerts.
package struct MonitoringKeeper: Service, CustomStringConvertible {
  private let engine: Engine
  private let agent: Agent

  package init(_ engine: Engine, _ docker: DockerClient) {
    self.engine = engine
    let logger = Logger(label: "slipway.agent")
    agent = Agent(docker: docker, archive: SeriesArchive(folder: engine.folders.monitoring)) { alert in
      logger.warning("\(alert.sentence)")
      engine.bus.publish(
        .alertRaised(
          kind: alert.kind.rawValue, series: alert.series.rawValue, value: Int(alert.value.rounded()),
          threshold: Int(alert.threshold.rounded())))
    }
  }

  package func run() async throws {
    let events = engine.bus.events()
    await read()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await measure() }
      group.addTask {
        await cancelWhenGracefulShutdown {
          for await event in events where event == .serverSettingsChanged { await read() }
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// A disk without room for what is measured is no reason to end everything else.
  private func measure() async throws {
    do {
      try await agent.run()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let reason = (error as? SlipwayError)?.message ?? "\(error)"
      Logger(label: "slipway.agent").error("nothing is measured", metadata: [LogKeys.error: "\(reason)"])
      try await gracefulShutdown()
    }
  }

  /// What cannot be read now stays as it was.
  private func read() async {
    guard let settings = try? await engine.store.read({ try $0.settings.monitoring() }) else { return }
    agent.rules = MeasuringRules(settings)
  }

  package var description: String { "MonitoringKeeper" }
}
