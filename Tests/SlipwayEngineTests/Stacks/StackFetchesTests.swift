import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayEngine

@Suite(.timeLimit(.minutes(1))) struct StackFetchesTests {
  /// How many fetches began.
  private final class Began: Sendable {
    let count = Mutex(0)
  }

  private func stack(_ name: String, of organization: String) -> ComposeStack {
    ComposeStack(
      organizationID: ID(organization), environmentID: ID("e"), name: name, appName: name, createdAt: Date())
  }

  @Test func `who asks for a file that is being fetched gets that one, and only so many are fetched at once`()
    async throws
  {
    let fetches = StackFetches()
    let (first, firstGate) = AsyncStream.makeStream(of: Void.self)
    let (other, otherGate) = AsyncStream.makeStream(of: Void.self)
    let began = Began()
    let fetch: @Sendable (AsyncStream<Void>) async -> String = { open in
      began.count.withLock { $0 += 1 }
      for await _ in open {}
      return "services: {}"
    }
    let one = stack("one", of: "a")
    let many = (0..<20).map { _ in Task { try await fetches.text(of: one) { await fetch(first) } } }
    let two = stack("two", of: "a")
    let second = Task { try await fetches.text(of: two) { await fetch(other) } }
    try await eventually("both are being fetched") { began.count.withLock { $0 } == 2 }
    let third = stack("three", of: "a")
    let refused = await #expect(throws: SlipwayError.self) { try await fetches.text(of: third) { "" } }
    #expect(refused?.code == .tooManyRequests)
    #expect(try await fetches.text(of: stack("other", of: "b")) { "theirs" } == "theirs")
    for gate in [firstGate, otherGate] { gate.finish() }
    for task in many { #expect(try await task.value == "services: {}") }
    _ = try await second.value
    #expect(began.count.withLock { $0 } == 2)
    #expect(try await fetches.text(of: third) { "now" } == "now")
  }

  @Test func `what a killed Slipway was starting a stack from is gone at the next start`() async throws {
    try await EngineFixture.with { fixture in
      let (folders, files) = (fixture.engine.folders, try fixture.engine.hosts.thisMachine().files)
      let stack = StackFolders(folders, appName: "shop-web-abc123")
      try await StackFolders.sweep(folders, files)
      try await files.makeDirectory(stack.files, mode: 0o755)
      try await files.write("secrets", to: stack.runFile, mode: 0o600)
      try await StackFolders.sweep(folders, files)
      #expect(try await !files.exists(stack.runFile))
      #expect(try await files.exists(stack.files))
    }
  }
}
