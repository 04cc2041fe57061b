import NIOCore
import SlipwayCore
import Testing

@testable import SlipwayServer

@Suite struct PushRequestTests {
  private static let one = String(repeating: "1", count: 40)
  private static let none = String(repeating: "0", count: 40)

  private func read(_ lines: [String]) async throws -> PushRequest? {
    let bytes = lines.map { Packet.line($0) }.flatMap { $0 } + Packet.flush.bytes
    // As a network would hand it on: in pieces that end anywhere.
    let pieces = stride(from: 0, to: bytes.count, by: 7).map {
      ByteBuffer(bytes: bytes[$0..<min($0 + 7, bytes.count)])
    }
    let source = AsyncStream<ByteBuffer> { continuation in
      for piece in pieces { continuation.yield(piece) }
      continuation.finish()
    }
    return try await GitInput.reading(source, limit: 1 << 20, drains: true) { try await PushRequest.read($0) }
  }

  @Test func `commands are read with what the client can do`() async throws {
    let request = try #require(
      try await read(["shallow \(Self.one)", "\(Self.none) \(Self.one) refs/heads/main\0report-status side-band-64k"])
    )
    #expect(request.isShallow && request.capabilities == ["report-status", "side-band-64k"])
    #expect(request.commands == [.init(old: nil, new: Self.one, reference: "refs/heads/main")])
    #expect(try await read([]) == nil)
  }

  @Test(arguments: [
    "nonsense", "push-cert\0x", "abc def refs/heads/main", "\(PushRequestTests.none) \(PushRequestTests.one) ",
    "\(PushRequestTests.none) \(PushRequestTests.one)",
  ])
  func `what is no command is refused`(line: String) async throws {
    await #expect(throws: SlipwayError.self) { try await read([line]) }
  }

  @Test(arguments: [
    ("refs/heads/main", nil), ("refs/heads/other", "only main deploys"), ("refs/tags/v1", "tags are not kept"),
    ("refs/heads/../../config", "no name of a branch"), ("refs/heads/--upload-pack=x", "no name of a branch"),
    ("HEAD", "only the branch main"), ("../../etc/passwd", "only the branch main"),
    ("refs/notes/x", "only the branch main"), ("refs/heads/a b", "no name of a branch"),
  ])
  func `only the branch that deploys is taken`(reference: String, words: String?) {
    let command = PushRequest.Command(old: nil, new: Self.one, reference: reference)
    let refusal = PushRequest(commands: [command]).refusal(of: command, branch: "main")
    if let words { #expect(refusal?.contains(words) == true) } else { #expect(refusal == nil) }
  }

  @Test func `a deletion is refused, and a reference that is named twice`() {
    let deletion = PushRequest.Command(old: Self.one, new: nil, reference: "refs/heads/main")
    #expect(PushRequest(commands: [deletion]).refusal(of: deletion, branch: "main")?.contains("deleted") == true)
    let update = PushRequest.Command(old: nil, new: Self.one, reference: "refs/heads/main")
    #expect(PushRequest(commands: [update, update]).refusal(of: update, branch: "main") != nil)
  }
}
