import Foundation
package import SlipwayCore

/// How a command within a container ended.
package struct DockerExecResult: Sendable, Hashable {
  package var exitCode: Int
  /// Both outputs, at most ``limit`` bytes of them.
  package var output: String
  package static let limit = 64 * 1024

  package init(exitCode: Int, output: String) {
    self.exitCode = exitCode
    self.output = output
  }
}

// Of commands within running containers.
extension DockerClient {
  /// Runs a command within a container and waits for its end.
  /// - Parameters:
  ///   - words: seen by everybody who may list processes; secrets belong in the environment.
  ///   - environment: added to the container's own.
  ///   - input: what it reads; without, its input is empty.
  /// - Throws: ``SlipwayError`` `notFound` or `conflict` when the container does not run, `timeout`.
  package func exec(
    _ container: String, _ words: [String], environment: [String: Secret] = [:], input: Secret? = nil,
    within limit: Duration = .seconds(30)
  ) async throws -> DockerExecResult {
    let id = try await createExec(container, words, environment: environment, isFed: input != nil)
    let start = try Self.start(id, Self.what(words, container))
    let bytes = try await Deadline.run(within: limit, what: "To \(start.what)") {
      guard let input else { return try await self.output(of: start) }
      return try await self.hijack(start, input: input, limit: DockerExecResult.limit)
    }
    let end = try await execState(id)
    return DockerExecResult(exitCode: end?.ExitCode ?? -1, output: String(decoding: bytes, as: UTF8.self))
  }

  /// Tells the engine of a command within a container; ``startExec(_:)`` begins it.
  /// - Parameter isFed: whether it will have an input.
  /// - Returns: what the engine calls it.
  /// - Throws: ``SlipwayError`` `notFound` or `conflict` when the container does not run.
  package func createExec(
    _ container: String, _ words: [String], environment: [String: Secret] = [:], isFed: Bool = false
  ) async throws -> String {
    let path = "/containers/\(try DockerName.check(container))/exec"
    let creation = try DockerRequest("POST", path, Self.what(words, container)).sending(
      ExecCreation(
        AttachStdin: isFed, AttachStdout: true, AttachStderr: true, Cmd: words,
        Env: environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.reveal())" }))
    return try await decode(creation, as: ExecIdentity.self).Id
  }

  /// Begins a command with an empty input.
  /// - Returns: what it writes, until it and all that it began have closed their outputs. Who stops reading does not end it.
  package func startExec(_ id: String) async throws -> LogStream {
    LogStream(body: try await open(Self.start(id, "run a command within a container")), isTTY: false)
  }

  /// - Returns: `nil` when the engine does not know it any more, as after its container is gone.
  package func execState(_ id: String) async throws -> DockerExecState? {
    try await find(
      DockerRequest("GET", "/exec/\(try DockerName.check(id))/json", "look at a command within a container"))
  }

  private static func start(_ id: String, _ what: String) throws -> DockerRequest {
    try DockerRequest("POST", "/exec/\(try DockerName.check(id))/start", what).sending(ExecStart())
  }

  private static func what(_ words: [String], _ container: String) -> String {
    "run \(words.first ?? "a command") in the container \(container)"
  }

  private func output(of request: DockerRequest) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in LogStream(body: try await open(request), isTTY: false) {
      bytes += chunk.bytes.prefix(DockerExecResult.limit - bytes.count)
    }
    return bytes
  }
}

/// What the engine is told of a command.
private struct ExecCreation: Encodable {
  var AttachStdin: Bool
  var AttachStdout: Bool
  var AttachStderr: Bool
  var Cmd: [String]
  var Env: [String]
}

/// Begins it with its outputs attached.
private struct ExecStart: Encodable {
  var Detach = false
  var Tty = false
}

/// What the engine calls it.
private struct ExecIdentity: Decodable {
  var Id: String
}

/// How a command within a container stands.
package struct DockerExecState: Sendable, Hashable, Decodable {
  package var Running: Bool
  package var ExitCode: Int?
}
