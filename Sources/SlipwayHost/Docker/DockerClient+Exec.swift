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
    let what = "run \(words.first ?? "a command") in the container \(container)"
    let creation = try DockerRequest("POST", "/containers/\(try DockerName.check(container))/exec", what).sending(
      ExecCreation(
        AttachStdin: input != nil, AttachStdout: true, AttachStderr: true, Cmd: words,
        Env: environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.reveal())" }))
    let id = try await decode(creation, as: ExecIdentity.self).Id
    let start = try DockerRequest("POST", "/exec/\(try DockerName.check(id))/start", what).sending(ExecStart())
    let bytes = try await Deadline.run(within: limit, what: "To \(what)") {
      guard let input else { return try await self.output(of: start) }
      return try await self.hijack(start, input: input, limit: DockerExecResult.limit)
    }
    let end: ExecState = try await decode(DockerRequest("GET", "/exec/\(id)/json", what))
    return DockerExecResult(exitCode: end.ExitCode ?? -1, output: String(decoding: bytes, as: UTF8.self))
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

/// How it stands.
private struct ExecState: Decodable {
  var ExitCode: Int?
}
