import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
package import SlipwayHost
import Synchronization

/// Measures a machine and its containers once a second, remembers it, and tells of what is too much.
package final class Agent: Service, CustomStringConvertible {
  package let archive: SeriesArchive
  private let docker: DockerClient
  private let places: KernelPlaces
  private let present: Mutex<MeasuringRules>
  private let alerts = AlertLog()
  private let known = Mutex<[String: KnownContainer]>([:])
  private let tell: @Sendable (MonitoringAlert) async -> Void
  private let pause: Duration

  /// - Parameters:
  ///   - pause: how long it waits before it looks again whether another process still measures.
  ///   - tell: hears of every alert.
  package init(
    docker: DockerClient, archive: SeriesArchive, places: KernelPlaces = KernelPlaces(),
    rules: MeasuringRules = MeasuringRules(), pause: Duration = .seconds(30),
    tell: @escaping @Sendable (MonitoringAlert) async -> Void
  ) {
    self.docker = docker
    self.archive = archive
    self.places = places
    self.pause = pause
    self.tell = tell
    present = Mutex(rules)
  }

  /// Followed from the next sample on.
  package var rules: MeasuringRules {
    get { present.withLock { $0 } }
    set { present.withLock { $0 = newValue } }
  }

  /// What runs now and is measured, as far as Docker has told.
  package var containers: [KnownContainer] {
    let rules = rules
    return known.withLock { $0.values.filter { rules.measures($0) } }
  }

  /// What was too much lately.
  /// - Parameter id: those that came after this one.
  package func alerts(after id: Int) -> [KeptAlert] { alerts.all(after: id) }

  package func run() async throws {
    try FileManager.default.createDirectory(
      atPath: archive.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let lock = await turn() else { return }
    let (told, sink) = AsyncStream<MonitoringAlert>.makeStream(bufferingPolicy: .bufferingNewest(64))
    let watch = Mutex(ThresholdWatch())
    let thread = SamplerThread(archive, places, rules: { self.rules }) { machine in
      let limits = self.rules.thresholds
      for alert in watch.withLock({ $0.hear(machine, limits) }) { sink.yield(alert) }
    }
    let containers = ContainerWatch(docker: docker) { running in
      self.known.withLock { $0 = running }
      thread.follow(running)
    } alert: {
      sink.yield($0)
    }
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await containers.run() }
        group.addTask {
          for await alert in told {
            self.alerts.add(alert)
            await self.tell(alert)
          }
        }
        defer { group.cancelAll() }
        try await withTaskCancellationHandler {
          try await thread.run()
        } onCancel: {
          thread.end()
        }
      }
    } onGracefulShutdown: {
      thread.end()
    }
    withExtendedLifetime(lock) {}
  }

  /// The archive for this process alone, as soon as no other one has it; `nil` when this one is to end before.
  private func turn() async -> ArchiveLock? {
    await cancelWhenGracefulShutdown {
      var isTold = false
      while !Task.isCancelled {
        let lock = ArchiveLock(self.archive)
        if lock.isHeld { return lock }
        if !isTold { Logger(label: "slipway.agent").notice("another process measures this machine already") }
        isTold = true
        try? await Task.sleep(for: self.pause)
      }
      return nil
    }
  }

  package var description: String { "Agent" }
}
