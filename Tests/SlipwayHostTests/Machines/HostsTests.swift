import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Synchronization
import Testing

@Suite struct HostsTests {
  @Test func `this machine is one of them`() throws {
    let hosts = Hosts(local: LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "test"))
    #expect(try hosts.thisMachine().name == "this machine")
  }

  @Test func `a server that gets another name keeps its connection`() async throws {
    let made = Mutex<[String]>([])
    let hosts = Hosts(local: FakeHost()) { destination in
      made.withLock { $0.append(destination.name) }
      return FakeHost()
    }
    let key = try #require(HostKey(line: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA=="))
    var destination = SSHDestination(
      id: "s1", name: "web-1", address: "192.0.2.1", privateKey: Secret("key"), hostKey: key)
    let first = try await hosts.host(at: destination)
    destination.name = "web-2"
    let second = try await hosts.host(at: destination)
    #expect((first as? FakeHost) === (second as? FakeHost))
    destination.port = 2222
    _ = try await hosts.host(at: destination)
    #expect(made.withLock { $0 } == ["web-1", "web-2"])
  }

  @Test func `a process apart from the Docker Engine says so to whoever needs it`() {
    let error = #expect(throws: SlipwayError.self) { try Hosts(local: nil).thisMachine() }
    #expect(error?.code == .preconditionFailed && error?.message.contains("--docker-host none") == true)
  }
}
