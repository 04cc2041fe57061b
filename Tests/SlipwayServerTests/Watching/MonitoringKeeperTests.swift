import Foundation
import Logging
import ServiceLifecycle
import SlipwayEngine
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayServer

/// Measuring within Slipway.
@Suite struct MonitoringKeeperTests {
  /// Ends at once.
  private struct Short: Service {
    func run() async throws {}
  }

  @Test func `where nothing can be measured everything else goes on`() async throws {
    let test = try await TestCall.make()
    // A file where its folder would be.
    let folder = URL(fileURLWithPath: test.engine.folders.monitoring)
    try FileManager.default.createDirectory(at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data().write(to: folder)
    let keeper = MonitoringKeeper(test.engine, DockerClient(host: "unix:///nowhere"))
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: keeper), .init(service: Short(), successTerminationBehavior: .gracefullyShutdownGroup),
        ], logger: Logger(label: "test")))
    try await group.run()
  }
}
