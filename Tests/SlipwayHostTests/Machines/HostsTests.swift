import SlipwayCore
import SlipwayHost
import Testing

@Suite struct HostsTests {
  @Test func `this machine is one of them`() throws {
    let hosts = Hosts(local: LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "test"))
    #expect(try hosts.thisMachine().name == "this machine")
  }

  @Test func `a process apart from the Docker Engine says so to whoever needs it`() {
    let error = #expect(throws: SlipwayError.self) { try Hosts(local: nil).thisMachine() }
    #expect(error?.code == .preconditionFailed && error?.message.contains("--docker-host none") == true)
  }
}
