import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct BackupWorkTests {
  @Test func `what lies on a server is read by its own engine, and flows through this machine`() async throws {
    try await ServerStand.with { stand in
      let (application, now) = (stand.application, stand.engine.now())
      let destination = Destination(
        organizationID: application.organizationID, name: "Nowhere", bucket: "b", endpoint: "http://s3.invalid",
        accessKey: "a", secretAccessKey: Secret("s"), createdAt: now)
      let run = try await stand.engine.store.write { tx in
        try tx.destinations.insert(destination)
        return try BackupQueue.restore(
          tx, RestoreRequest(content: .volume), key: "x.tar", from: destination.id, into: application.deployable,
          now: now)
      }
      let work = try await BackupWork(stand.engine, run)
      #expect(work.machine.server == stand.server.id)
      #expect(work.docker.address == stand.docker.host)
      #expect(work.host.name == "this machine")
      #expect(work.folder.hasPrefix(stand.engine.folders.work))
      let command = try await work.dockerCommand(["version"])
      #expect(command.environment["DOCKER_HOST"]?.reveal() == stand.docker.host)
    }
  }
}
