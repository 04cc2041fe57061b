import Foundation
import SlipwayTesting

/// A real sshd on loopback that lets one key in.
// Sendable by hand: only the one test that made it touches its process.
final class SSHServer: @unchecked Sendable {
  let privateKey: String
  let publicKey: String
  private let folder: String
  private let port: Int
  private var process: Process?

  init(folder: String, port: Int) async throws {
    (self.folder, self.port) = (folder, port)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    try await EndToEndCommand.run([
      "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", folder + "/key",
    ])
    privateKey = try String(contentsOfFile: folder + "/key", encoding: .utf8)
    publicKey = try String(contentsOfFile: folder + "/key.pub", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let settings = """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(folder)/host
      PidFile none
      AuthorizedKeysFile \(folder)/key.pub
      PasswordAuthentication no
      UsePAM no
      StrictModes no
      PermitRootLogin prohibit-password

      """
    try settings.write(toFile: folder + "/sshd_config", atomically: true, encoding: .utf8)
    try await changeHostKey()
  }

  /// Starts again as another machine would answer at this address.
  func changeHostKey() async throws {
    stop()
    for name in ["host", "host.pub"] { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    try await EndToEndCommand.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/host"])
    let process = try EndToEndCommand.process(["/usr/sbin/sshd", "-D", "-e", "-f", folder + "/sshd_config"])
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    self.process = process
    try await eventually("sshd answers", within: .seconds(10)) {
      try await EndToEndCommand.outcome(of: ["ssh-keyscan", "-p", String(port), "127.0.0.1"]).text.contains("ed25519")
    }
  }

  func stop() {
    process?.terminate()
    process?.waitUntilExit()
    process = nil
  }
}
