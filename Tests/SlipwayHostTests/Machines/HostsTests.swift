import SlipwayCore
import SlipwayHost
import Testing

@Suite struct HostsTests {
  @Test func `No server is this machine, and every other one is out of reach`() throws {
    let hosts = Hosts(local: LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "test"))
    #expect(try hosts.host().name == "this machine")
    let error = #expect(throws: SlipwayError.self) { try hosts.host(for: "srv1") }
    #expect(error?.code == .unreachable)
  }

  @Test func `a process apart from the Docker Engine says so to whoever needs it`() {
    let error = #expect(throws: SlipwayError.self) { try Hosts(local: nil).host() }
    #expect(error?.code == .preconditionFailed && error?.message.contains("--docker-host none") == true)
  }
}
