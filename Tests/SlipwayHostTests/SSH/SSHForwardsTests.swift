import SlipwayCore
import Testing

@testable import SlipwayHost

/// Sockets here that lead to sockets over there.
@Suite struct SSHForwardsTests {
  private static func destination() throws -> SSHDestination {
    let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT"
    return SSHDestination(
      id: "one", name: "web-1", address: "192.0.2.10", privateKey: Secret("k"),
      hostKey: try #require(HostKey(line: line)))
  }

  @Test func `each has a socket of its own, which leads nowhere after another connection`() {
    var forwards = SSHForwards()
    let (one, two) = (forwards.next(for: "/run/a", in: "/f"), forwards.next(for: "/run/b", in: "/f"))
    #expect(one != two && forwards.next(for: "/run/a", in: "/f") == one)
    #expect(forwards.socket(to: "/run/a", over: 1) == nil)
    forwards.keep(one, to: "/run/a", over: 1)
    #expect(forwards.socket(to: "/run/a", over: 1) == one && forwards.socket(to: "/run/a", over: 2) == nil)
  }

  @Test(arguments: ["run/a", "/run/a:b", ""]) func `what could be another forwarding is refused`(_ path: String)
    throws
  {
    let destination = try Self.destination()
    #expect(throws: SlipwayError.self) {
      try SSHForwards.command(from: "/f/f0", to: path, over: "/f/m", destination)
    }
  }

  @Test func `it is asked of the connection that stands, with nothing of a shell`() throws {
    let command = try SSHForwards.command(from: "/f/f0", to: "/run/a.sock", over: "/f/m", Self.destination())
    #expect(command.words.contains(.plain("/f/f0:/run/a.sock")) && command.words.last == .plain("192.0.2.10"))
    #expect(command.deadline != nil)
  }
}
