import Foundation
package import SlipwayCore

/// A Redis server of a test's own, which it may kill; `Scripts/redis.sh` starts it.
package struct TestRedis: Sendable {
  package let url: String
  private let folder: String
  private let words: [String]

  package var address: RedisAddress { get throws { try RedisAddress(parsing: url) } }

  /// - Parameters:
  ///   - password: of the user `default`.
  ///   - isEncrypted: with a certificate that only ``folder`` tells to be trusted.
  package static func own(password: String = "", isEncrypted: Bool = false) async throws -> TestRedis {
    let (folder, port) = (try temporaryPath("redis"), try EndToEndPorts().git)
    let login = password.isEmpty ? "" : ":\(password)@"
    let url =
      isEncrypted
      ? "rediss://\(login)localhost:\(port)?ca-file=\(folder)/ca.pem" : "redis://\(login)127.0.0.1:\(port)"
    let server = TestRedis(
      url: url, folder: folder, words: [String(port), password] + (isEncrypted ? ["tls"] : []))
    try await server.start()
    return server
  }

  package func start() async throws { try await run("up", words) }

  /// As if the machine had failed: it starts empty.
  package func kill() async throws { try await run("kill") }

  package func stop() async throws { try await run("down") }

  private func run(_ verb: String, _ more: [String] = []) async throws {
    try await EndToEndCommand.run(["Scripts/redis.sh", verb, folder] + more)
  }
}
