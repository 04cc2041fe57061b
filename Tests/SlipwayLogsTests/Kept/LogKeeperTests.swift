import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayLogs

/// Copying what containers wrote.
@Suite struct LogKeeperTests {
  @Test func `a copy goes on behind the one before it, and nothing is kept twice`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "one", at: 1)
      output.write("a", "two !err", at: 2)
      try await output.copy(output.source("a", deployment: "d1"))
      try await output.copy(output.source("a", deployment: "d1"))
      output.write("a", "three", at: 3)
      try await output.copy(output.source("a", deployment: "d1"))
      let page = try await output.find()
      #expect(page.lines.map(\.line.text) == ["three", "two !err", "one"])
      #expect(page.lines.map(\.line.isError) == [false, true, false])
      #expect(page.lines.map(\.line.time) == [3, 2, 1].map(OutputFixture.time))
      let since = output.fake.requests.map { $0.query["since"] }
      #expect(since == [nil, "1767225602.000000001", "1767225602.000000001"])
      let id = output.test.acme.application.id
      let kept = try await output.test.store.read { try $0.logSegments.generations(of: id) }
      #expect(kept.map(\.lines) == [3])
      #expect(kept.first?.deploymentID == ID("d1"))
      #expect(kept.first?.firstAt == OutputFixture.time(1))
    }
  }

  @Test func `secrets are masked, colours go, and nothing of either is in the file`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "\u{1B}[31mpassword is hunter2hunter2\u{1B}[0m", at: 1)
      try await output.copy(output.source("a", secrets: [Secret("hunter2hunter2")]))
      #expect(try await output.find().lines.map(\.line.text) == ["password is \(Secret.mask)"])
      #expect(try await output.find { $0.text = "hunter2" }.lines.isEmpty)
    }
  }

  @Test func `the oldest goes when there is too much, and its files with it`() async throws {
    try await OutputFixture.with { output in
      let id = output.test.acme.application.id
      for number in 1...6 {
        for line in 1...2600 {
          output.write("c\(number)", String(repeating: "\(number)", count: 80), at: number * 10_000 + line)
        }
        try await output.copy(output.source("c\(number)", deployment: "d\(number)"), bytes: 1 << 20)
      }
      let kept = try await output.test.store.read { try $0.logSegments.all(of: [id]) }
      #expect(kept.reduce(0) { $0 + $1.bytes } <= 1 << 20)
      #expect(Set(kept.map(\.container)).contains("c6") && !Set(kept.map(\.container)).contains("c1"))
      let folders = try FileManager.default.contentsOfDirectory(atPath: try output.keeper.folder.of(id))
      #expect(Set(folders) == Set(kept.map(\.container)))
      let all = try await output.find { $0.limit = 500 }
      #expect(all.lines.count == 500 && all.next != nil)
    }
  }

  @Test func `one that is followed says when it listens, and keeps what came when it is left`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "first", at: 1)
      output.run("a")
      let (opened, signal) = AsyncStream.makeStream(of: Void.self)
      let (source, keeper, docker) = (output.source("a"), output.keeper, output.docker)
      let following = Task {
        try await keeper.copy(source, from: docker, bytes: 1 << 20, opened: { signal.finish() })
      }
      for await _ in opened {}
      // Another copy leaves it to the one that is at work.
      #expect(try await !keeper.copy(source, from: docker, bytes: 1 << 20))
      following.cancel()
      _ = await following.result
      try await output.copy(source)
      #expect(try await output.find().lines.map(\.line.text) == ["first"])
    }
  }

  @Test func `what a crash left half-written is passed over, and the copy after it goes on`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "kept", at: 1)
      try await output.copy(output.source("a"))
      output.write("a", "half", at: 2)
      try await output.copy(output.source("a"))
      let id = output.test.acme.application.id
      let file = URL(fileURLWithPath: try output.keeper.folder.of(id) + "/a/1.log")
      let whole = try Data(contentsOf: file)
      try whole.prefix(whole.count - 3).write(to: file)
      #expect(try await output.find().lines.map(\.line.text) == ["kept"])
      output.write("a", "next", at: 3)
      try await output.copy(output.source("a"))
      #expect(try await output.find().lines.map(\.line.text) == ["next", "half", "kept"])
      try FileManager.default.removeItem(at: file)
      #expect(try await output.find().lines.isEmpty)
    }
  }

  @Test func `of a service that is gone nothing is kept, and what is left of it goes`() async throws {
    try await OutputFixture.with { output in
      let id = output.test.acme.application.id
      output.write("a", "one", at: 1)
      try await output.copy(output.source("a"))
      _ = try await output.test.store.write { try $0.deployables.delete(id) }
      output.write("a", "two", at: 2)
      await #expect(throws: SlipwayError.self) { try await output.copy(output.source("a")) }
      #expect(try await output.keeper.sweep() == 1)
      #expect(!FileManager.default.fileExists(atPath: try output.keeper.folder.of(id)))
    }
  }

  @Test func `what a container writes behind a return is never taken for Docker's time`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "x\r9999-01-01T00:00:00.000000000Z y", at: 1)
      output.write("a", "50%\r100%", at: 2)
      try await output.copy(output.source("a"))
      let lines = try await output.find().lines.map(\.line)
      #expect(lines.map(\.text) == ["100%", "9999-01-01T00:00:00.000000000Z y"])
      #expect(lines.map(\.time) == [2, 1].map(OutputFixture.time))
    }
  }

  @Test(arguments: [
    "9999-01-01T00:00:00.000000000Z", "2262-01-01T00:00:00.000000000Z", "1969-12-31T23:59:59.000000000Z",
    "2261-99-01T00:00:00.000000000Z", "2261-12-31T99:00:00.000000000Z",
  ])
  func `a time that 64 bits do not hold or no clock shows is none`(time: String) {
    #expect(LineStamp.split("\(time) text") == nil)
    #expect(LineStamp.split("2261-12-31T23:59:60.999999999Z text") != nil)
  }

  @Test func `lines of the two outputs that come out of order are all kept, once`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "third", at: 3)
      output.write("a", "first !err", at: 1)
      output.write("a", "second", at: 2)
      try await output.copy(output.source("a"))
      try await output.copy(output.source("a"))
      #expect(try await output.find().lines.map(\.line.text) == ["third", "second", "first !err"])
      #expect(try await output.find { $0.to = OutputFixture.time(1) }.lines.count == 1)
    }
  }

  @Test func `a line of a clock that is far ahead does not keep later ones away`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "ahead", at: 200_000_000)
      try await output.copy(output.source("a"))
      output.write("a", "after", at: 2)
      try await output.copy(output.source("a"))
      #expect(try await output.find().lines.map(\.line.text) == ["after"])
    }
  }

  @Test(arguments: ["", ".", "..", "../x", "a/b", "/etc", "a\0"])
  func `an id that is no name of a folder is refused before anything is removed`(id: String) async throws {
    let folder = LogFolder(root: try temporaryPath("logs"))
    try FileManager.default.createDirectory(atPath: folder.root, withIntermediateDirectories: true)
    await #expect(throws: SlipwayError.self) { try await folder.removeAll(of: ID(id)) }
    #expect(throws: SlipwayError.self) { try folder.of(ID("fine"), container: id) }
    #expect(FileManager.default.fileExists(atPath: folder.root))
  }

  @Test func `what another service keeps of a container of the same id is not gone on with`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "one", at: 1)
      try await output.copy(output.source("a"))
      let (own, other) = (output.test.acme.application.id, output.test.other.application.id)
      let (last, none) = try await output.test.store.read { tx in
        (try tx.logSegments.last(of: "a", of: own), try tx.logSegments.last(of: "a", of: other))
      }
      #expect(last != nil && none == nil)
    }
  }

  @Test func `a copy reads no more than four times what stays, and the next goes on behind it`() async throws {
    try await OutputFixture.with { output in
      for second in 1...100 { output.write("a", String(repeating: "x", count: 80), at: second) }
      try await output.copy(output.source("a"), bytes: 1000)
      let first = try await output.find { $0.limit = 500 }.lines.count
      #expect((1..<100).contains(first))
      for _ in 0..<3 { try await output.copy(output.source("a"), bytes: 1000) }
      #expect(try await output.find { $0.limit = 500 }.lines.count == 100)
    }
  }
}
