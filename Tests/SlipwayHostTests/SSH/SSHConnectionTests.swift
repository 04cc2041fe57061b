import Foundation
import SlipwayCore
@testable import SlipwayHost
import Testing

@Suite(.enabled(if: RealSSH.isThere, "needs sshd and root")) struct SSHConnectionTests {
  @Test func `The first contact shows the host key as the machine itself does`() async throws {
    try await RealSSH.with { ssh in
      let key = try await HostKeyScan(from: ssh.local).key(of: "127.0.0.1", port: ssh.port)
      let shown = try await ssh.local.run(Command(["ssh-keygen", "-lf", ssh.folder + "/host.pub"])).text
      #expect(shown.contains(key.fingerprint))
      let error = await #expect(throws: SlipwayError.self) {
        try await HostKeyScan(from: ssh.local).key(of: "127.0.0.1", port: 1)
      }
      #expect(error?.code == .unreachable)
      #expect(error?.message.contains("port 1") == true)
    }
  }

  @Test func `Another host key than the pinned one is refused and explained`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.hosts.host(at: ssh.destination(hostKey: "other"))
      let error = await #expect(throws: SlipwayError.self) { try await host.run(["true"]) }
      #expect(error?.code == .preconditionFailed)
      #expect(error?.message.contains("another host key") == true)
      #expect(error?.message.contains("ssh-keygen -lf") == true)
    }
  }

  @Test func `A key that is not let in is named with the line that is missing there`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.hosts.host(at: ssh.destination(key: "other"))
      let error = await #expect(throws: SlipwayError.self) { try await host.run(["true"]) }
      #expect(error?.code == .preconditionFailed)
      #expect(error?.message.contains("authorized_keys there: ssh-ed25519 AAAA") == true)
    }
  }

  @Test func `A machine that does not answer is an error within seconds, and never this machine`() async throws {
    try await RealSSH.with { ssh in
      var destination = try ssh.destination()
      destination.port = try RealSSH.freePort()
      let host = try await ssh.hosts.host(at: destination)
      let begun = ContinuousClock.now
      let error = await #expect(throws: SlipwayError.self) { try await host.run(["hostname"]) }
      #expect(error?.code == .unreachable)
      let docker = await #expect(throws: SlipwayError.self) { try await host.docker.ping() }
      #expect(docker?.code == .unreachable && docker?.message.contains("web-1") == true)
      #expect(ContinuousClock.now - begun < .seconds(10))
    }
  }

  @Test func `What runs when the connection is lost says so, and is ended after the next one`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let mark = "302." + String(Int.random(in: 100_000...999_999))
      let (lines, next) = AsyncStream.makeStream(of: String.self)
      let work = Task {
        try await host.run(Command(["/bin/bash", "-c", "echo began; sleep \(mark)"])) { next.yield($0) }
      }
      for await line in lines where line == "began" { break }
      // As a cable that is pulled: the client's end of it.
      try await ssh.local.require(
        ["pkill", "-f", "ssh -F /dev/null -M .*-p \(ssh.port) "], what: "Pulling the cable")
      let error = await #expect(throws: SlipwayError.self) { try await work.value }
      #expect(error?.code == .unreachable && error?.message.contains("was lost") == true)
      #expect(try await host.run(["echo", "again"]).text == "again")
      #expect(try await !ssh.local.run(["pgrep", "-f", "sleep \(mark)"]).isSuccess)
    }
  }

  @Test func `Docker of the other side is spoken to through the connection`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let isThere = FileManager.default.fileExists(atPath: "/var/run/docker.sock")
      do {
        try await host.docker.ping()
        #expect(isThere)
      } catch let error as SlipwayError {
        #expect(error.message.contains("Docker does not answer on web-1"), "\(error)")
      }
    }
  }

  @Test func `Settings that changed make a new connection`() async throws {
    try await RealSSH.with { ssh in
      let first = try await ssh.host()
      #expect(try await ssh.host() === first)
      try await first.connect()
      var changed = try ssh.destination()
      changed.publicKey += " of another day"
      let second = try await ssh.hosts.host(at: changed)
      #expect(try await second.run(["echo", "x"]).text == "x")
      await #expect(throws: SlipwayError.self) { try await first.run(["true"]) }
    }
  }
}
