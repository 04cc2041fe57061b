import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct DeploymentLogsTests {
  private let tenant = Tenant()

  @Test func `chunks are numbered without gaps`() async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment()
    try await store.write { tx throws in
      try tx.deployments.insert(deployment)
      let logs = tx.deploymentLogs
      #expect(try logs.tail(of: deployment.id, lines: 5) == "")
      #expect(try logs.append(deployment.id, text: "one\ntwo\n", lines: 2, now: Tenant.start) == 1)
      #expect(try logs.append(deployment.id, text: "thrée\n", lines: 1, now: Tenant.start) == 2)
      #expect(
        try logs.chunks(of: deployment.id) == [
          LogChunk(sequence: 1, firstLine: 1, lines: 2, text: "one\ntwo\n", createdAt: Tenant.start),
          LogChunk(sequence: 2, firstLine: 3, lines: 1, text: "thrée\n", createdAt: Tenant.start),
        ])
      #expect(try logs.chunks(of: deployment.id, after: 1, limit: 10).map(\.firstLine) == [3])
      #expect(try logs.chunks(of: deployment.id, after: 2).isEmpty)
      #expect(try logs.tail(of: deployment.id, lines: 2) == "two\nthrée\n")
      #expect(try logs.tail(of: deployment.id, lines: 99) == "one\ntwo\nthrée\n")
      #expect(try logs.tail(of: deployment.id, lines: 0) == "")
      #expect(try logs.byteCount(of: deployment.id) == 15)
      try logs.delete(of: deployment.id)
      #expect(try logs.byteCount(of: deployment.id) == 0)
    }
  }

  @Test func `only a line feed ends a line, so that who reads on misses nothing and gets nothing twice`() {
    let chunk = LogChunk(
      sequence: 2, firstLine: 3, lines: 2, text: "a\u{0C}b\r\u{2028}c\r\nnext\n",
      createdAt: Tenant.start)
    #expect(chunk.text(after: 0) == chunk.text)
    #expect(chunk.text(after: 3, since: Tenant.start.addingTimeInterval(-7.25)) == "7.2\tnext\n")
    #expect(chunk.text(after: 4, since: Tenant.start) == "")
    #expect(chunk.text(after: 2) == chunk.text)
    #expect(chunk.text(after: 3) == "next\n")
    #expect(chunk.text(after: 4) == "")
    #expect(chunk.text(after: 9) == "")
  }

  @Test func `a log needs its deployment`() async throws {
    let store = try await tenant.store()
    await #expect(throws: SlipwayError.self) {
      try await store.write { try $0.deploymentLogs.append(ID("nothing"), text: "x\n", lines: 1, now: Tenant.start) }
    }
  }

  @Test(arguments: hostileTexts + ["a\0b\n"]) func `a log takes what programs print`(text: String) async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment()
    try await store.write { tx throws in
      try tx.deployments.insert(deployment)
      try tx.deploymentLogs.append(deployment.id, text: text, lines: 1, now: Tenant.start)
      let stored = try tx.deploymentLogs.chunks(of: deployment.id).first?.text
      #expect(stored == text.replacing("\0", with: "\u{2400}"))
    }
  }

  @Test func `100,000 lines are written and read in chunks`() async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment()
    try await store.write { try $0.deployments.insert(deployment) }
    for batch in 0..<200 {
      let text = (0..<500).map { "line \(batch * 500 + $0 + 1)\n" }.joined()
      try await store.write { try $0.deploymentLogs.append(deployment.id, text: text, lines: 500, now: Tenant.start) }
    }
    let (lines, last) = try await store.read { tx in
      var (lines, after) = (0, 0)
      while true {
        let chunks = try tx.deploymentLogs.chunks(of: deployment.id, after: after, limit: 50)
        guard let last = chunks.last else { break }
        lines += chunks.reduce(0) { $0 + $1.lines }
        after = last.sequence
      }
      return (lines, try tx.deploymentLogs.tail(of: deployment.id, lines: 2))
    }
    #expect(lines == 100_000)
    #expect(last == "line 99999\nline 100000\n")
  }
}
