import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayAgent

@Suite struct AgentTests {
  @Test func `an agent that lost the lock measures as soon as its holder is gone`() async throws {
    let folder = try TestArchive()
    var first: ArchiveLock? = ArchiveLock(folder.archive)
    #expect(first?.isHeld == true)
    let docker = DockerClient(host: "unix:///nowhere")
    let agent = Agent(docker: docker, archive: folder.archive, pause: .milliseconds(20)) { _ in }
    let run = Task { try await agent.run() }
    // Time to lose it.
    try await Task.sleep(for: .milliseconds(200))
    #expect(folder.archive.names().isEmpty)
    first = nil
    try await eventually("it measures") { folder.archive.names() == [.machine] }
    run.cancel()
    _ = await run.result
    try await docker.shutdown()
  }

  @Test func `an agent that waits for the lock ends when it is told to`() async throws {
    let folder = try TestArchive()
    let first = ArchiveLock(folder.archive)
    let docker = DockerClient(host: "unix:///nowhere")
    let agent = Agent(docker: docker, archive: folder.archive, pause: .seconds(3600)) { _ in }
    let run = Task { try await agent.run() }
    run.cancel()
    try await run.value
    #expect(first.isHeld && folder.archive.names().isEmpty)
    try await docker.shutdown()
  }
}
