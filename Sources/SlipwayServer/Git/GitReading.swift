import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// Reads back what was pushed to an application, by git's own `upload-pack`, which changes nothing.
struct GitReading: Sendable {
  let repository: BareRepository
  /// Of git's protocol.
  let version: Int

  /// - Parameter version: as the client says it: `version=2`; everything else is the oldest.
  static func open(_ engine: Engine, _ application: Application, version: String?) async throws -> GitReading {
    let branch = try PushedBranch(engine, application)
    try await branch.settle()
    let number = version == "version=2" ? 2 : version == "version=1" ? 1 : 0
    return GitReading(repository: branch.repository, version: number)
  }

  func advertisement() async throws -> [UInt8] {
    let output = Collected()
    try await run(["--stateless-rpc", "--advertise-refs"], next: { nil }, take: { await output.add($0) })
    return await output.bytes
  }

  /// Answers one question, of a client that asks several without the connection being one.
  func answer(_ question: [UInt8], _ output: GitOutput) async throws {
    let input = Once(question)
    try await run(["--stateless-rpc"], next: { await input.take() }, take: output.write)
  }

  /// Talks with a client until it has what it wants.
  func talk(_ input: GitInput, _ output: GitOutput) async throws {
    try await run([], next: { await input.chunk() }, take: output.write) { input.stop() }
  }

  private func run(
    _ options: [String], next: @escaping @Sendable () async -> [UInt8]?,
    take: @escaping @Sendable ([UInt8]) async throws -> Void, ended: @escaping @Sendable () -> Void = {}
  ) async throws {
    var command = repository.command([])
    let words = ["git", "upload-pack", "--strict", "--timeout=300"] + options + ["--", repository.path]
    command.words = words.map(Command.Word.plain)
    if version > 0 { command.environment["GIT_PROTOCOL"] = Secret("version=\(version)") }
    command.deadline = .seconds(3600)
    _ = try await repository.host.exchange(Exchange(command, next: next, take: take, ended: ended))
  }

  /// Bytes that gather.
  private actor Collected {
    var bytes: [UInt8] = []
    func add(_ more: [UInt8]) { bytes += more }
  }

  /// Bytes that are there once.
  private actor Once {
    private var bytes: [UInt8]?
    init(_ bytes: [UInt8]) { self.bytes = bytes }
    func take() -> [UInt8]? {
      defer { bytes = nil }
      return bytes
    }
  }
}
