import SlipwayCore
import SlipwayHost
import Testing

@Suite struct OrphanProcessesTests {
  @Test func `Processes with the mark are ended, others are left alone`() async throws {
    let marker = RandomText.identifier()
    let docker = DockerClient(host: "unix:///nowhere")
    let other = LocalHost(docker: docker, runMarker: marker + "-other")
    let host = LocalHost(docker: docker, runMarker: marker)
    let kept = Task { try await other.run(["sleep", "60"]) }
    let ended = Task { try await host.run(["sleep", "60"]) }
    var count = 0
    for _ in 0..<100 where count == 0 {
      count = await OrphanProcesses.kill(marker: marker)
      if count == 0 { try await Task.sleep(for: .milliseconds(20)) }
    }
    #expect(count == 1)
    #expect(try await ended.value.status == 143)
    #expect(await OrphanProcesses.kill(marker: marker) == 0)
    kept.cancel()
    await #expect(throws: CancellationError.self) { try await kept.value }
  }
}
