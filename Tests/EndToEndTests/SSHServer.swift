import Foundation
import SlipwayTesting

/// A real sshd on loopback that lets one key in.
struct SSHServer {
  let folder: String
  let port: Int

  func privateKey() throws -> String { try String(contentsOfFile: folder + "/key", encoding: .utf8) }

  func publicKey() throws -> String {
    try String(contentsOfFile: folder + "/key.pub", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Called again it starts anew as another machine would answer at this address: with another host key.
  func start() async throws {
    try await EndToEndCommand.run(["Scripts/ssh-server.sh", "up", folder, String(port)])
  }

  func stop() async throws {
    try await EndToEndCommand.run(["Scripts/ssh-server.sh", "down", folder])
  }
}
