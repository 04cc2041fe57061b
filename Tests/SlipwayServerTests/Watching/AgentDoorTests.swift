import SlipwayCore
import Testing

@testable import SlipwayServer

/// Where an agent may listen.
@Suite struct AgentDoorTests {
  @Test(arguments: ["127.0.0.1", "::1", "localhost", "127.0.0.53"])
  func `on this machine alone it listens without encryption`(_ host: String) throws {
    let door = try AgentDoor.at(host: host, port: 4500, certificate: nil, key: nil)
    #expect(door == .plain(host: host, port: 4500))
  }

  @Test(arguments: ["0.0.0.0", "::", "192.0.2.1", "agent.example.com"])
  func `where others reach it, it refuses to listen without encryption, and says what to do`(_ host: String) {
    let error = #expect(throws: SlipwayError.self) {
      try AgentDoor.at(host: host, port: 4500, certificate: nil, key: nil)
    }
    #expect(error?.code == .badRequest)
    #expect(error?.message.contains("--tls-certificate") == true && error?.message.contains("127.0.0.1") == true)
  }

  @Test func `with a certificate and its key it listens anywhere`() throws {
    let door = try AgentDoor.at(host: "0.0.0.0", port: 4500, certificate: "/c.pem", key: "/k.pem")
    #expect(door == .secure(host: "0.0.0.0", port: 4500, certificate: "/c.pem", key: "/k.pem"))
    #expect(door.name(port: 4501) == "https://0.0.0.0:4501")
  }

  @Test func `half of a pair is refused, and so are files that are no pair`() {
    #expect(throws: SlipwayError.self) {
      try AgentDoor.at(host: "127.0.0.1", port: 4500, certificate: "/c.pem", key: nil)
    }
    let error = #expect(throws: SlipwayError.self) {
      _ = try AgentDoor.secure(host: "0.0.0.0", port: 1, certificate: "/nowhere.pem", key: "/nowhere.key").server()
    }
    #expect(error?.message.contains("/nowhere.pem") == true)
  }
}
