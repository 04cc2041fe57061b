import Foundation
import NIOCore
import SlipwayCore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayHost

/// What is said to a master connection, and sessions of a real one.
@Suite struct MuxSessionTests {
  @Test func `A request is a greeting and a session without anything but its line`() {
    var request = MuxMessage.request("echo 1")
    #expect(request.readInteger(as: UInt32.self) == 8)
    #expect(request.readInteger(as: UInt64.self) == 0x0000_0001_0000_0004)
    #expect(request.readInteger(as: UInt32.self) == UInt32(request.readableBytes))
    #expect(request.readInteger(as: UInt64.self) == 0x1000_0002_0000_0000)
    #expect(request.readInteger(as: UInt32.self) == 0)
    #expect(request.readBytes(length: 16) == [UInt8](repeating: 0, count: 16))
    #expect(request.readInteger(as: UInt64.self) == 0xffff_ffff_0000_0000)
    #expect(request.readInteger(as: UInt32.self) == 6)
    #expect(request.readString(length: request.readableBytes) == "echo 1")
  }

  @Test func `Messages are read as they come, in whatever pieces`() throws {
    var all = ByteBuffer()
    all.writeBytes([0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 4])
    all.writeBytes([0, 0, 0, 12, 0x80, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 3])
    all.writeBytes([0, 0, 0, 12, 0x80, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 7])
    var (buffer, messages) = (ByteBuffer(), [MuxMessage]())
    for byte in all.readableBytesView {
      buffer.writeInteger(byte)
      while let message = try MuxMessage.next(&buffer) { messages.append(message) }
    }
    #expect(messages == [.other, .other, .exited(status: 7)])
    var refusal = ByteBuffer(bytes: [0, 0, 0, 14, 0x80, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0x6e, 0x6f])
    #expect(try MuxMessage.next(&refusal) == .refused(reason: "no"))
    var nonsense = ByteBuffer(bytes: [0xff, 0xff, 0xff, 0xff])
    #expect(throws: MuxMessage.Unreadable.self) { try MuxMessage.next(&nonsense) }
  }

  @Test func `Where no master listens it ends as ssh does`() async throws {
    let result = try await MuxSession(control: "/nowhere/at/all", line: "true", input: .none).run(output: nil)
    #expect(result == CommandResult(status: 255))
  }

  @Test func `A program that writes what a refusing master says is not run again`() async throws {
    let session = MuxSession(control: "/nowhere/at/all", line: "ssh elsewhere", input: .none)
    let runs = Mutex(0)
    let words = CommandResult(status: 255, lines: ["mux_client_request_session: Session open refused by peer"])
    let result = try await session.admitted { _ in
      runs.withLock { $0 += 1 }
      return words
    }
    #expect(result == words)
    #expect(runs.withLock { $0 } == 1)
    let admitted = try await session.admitted { _ in
      let run = runs.withLock { runs in
        runs += 1
        return runs
      }
      return run < 4 ? CommandResult(status: 255, lines: [], isRefused: true) : CommandResult(status: 0)
    }
    #expect(admitted.isSuccess)
    #expect(runs.withLock { $0 } == 4)
  }

  @Test func `No more is written before anybody reads than the smallest pipe holds`() {
    #expect(MuxSession.atOnce <= Int(sysconf(CInt(_SC_PAGESIZE))))
  }

  @Test(.enabled(if: RealSSH.isThere, "needs sshd and root"))
  func `A session that is refused because the one before is not forgotten yet is asked for again`() async throws {
    try await RealSSH.with(options: "MaxSessions 1") { ssh in
      let host = try await ssh.host()
      async let first = host.run(["sleep", "0.2"])
      let second = try await host.run(["echo", "second"])
      #expect(try await first.isSuccess)
      #expect(second.lines == ["second"])
      let long = Task { try await host.run(["sleep", "30.173"]) }
      try await eventually("it runs") { try await ssh.local.run(["pgrep", "-f", "sleep 30.173"]).isSuccess }
      let refused = await #expect(throws: SlipwayError.self) { try await host.run(["echo", "third"]) }
      #expect(refused?.message.contains("MaxSessions") == true)
      long.cancel()
      _ = await long.result
    }
  }

  @Test(.enabled(if: RealSSH.isThere, "needs sshd and root"))
  func `Much is read and written at once, and errors are told apart`() async throws {
    try await RealSSH.with { ssh in
      let host = try await ssh.host()
      let bytes = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      var command: Command = ["cat"]
      command.input = .bytes(bytes)
      for _ in 0..<5 {
        let same = try await host.collect(command, limit: 4 << 20).bytes == bytes
        #expect(same)
      }
      let large = command
      let error = await #expect(throws: SlipwayError.self) { try await host.collect(large, limit: 1 << 20).status }
      #expect(error?.code == .payloadTooLarge)
      let file = ssh.folder + "/input"
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      command.input = .file(file)
      let isSame = try await host.collect(command, limit: 4 << 20).bytes == bytes
      #expect(isSame)
      // Who does not read all of it is not waited for.
      command = ["head", "-c", "3"]
      command.input = .bytes([UInt8](repeating: 97, count: 3_000_000))
      #expect(try await host.run(command).lines == ["aaa"])
      let both = try await host.collect(Command(["/bin/bash", "-c", "echo out; echo err >&2; exit 3"]), limit: 100)
      #expect(both.status == 3 && both.errors == ["err"])
      #expect(String(decoding: both.bytes, as: UTF8.self) == "out\n")
    }
  }
}
