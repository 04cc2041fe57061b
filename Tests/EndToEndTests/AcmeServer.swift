import Foundation
import SlipwayTesting

/// A real ACME server on this machine that signs certificates for every name which leads to the proxy under test.
final class AcmeServer: Sendable {
  private let folder: String
  /// How long its certificates last, in seconds.
  private let validity: Int

  /// The certificate that signs what the server issues.
  var root: String { folder + "/root.pem" }

  init(validity: Int = 90 * 86_400) async throws {
    self.validity = validity
    folder = FileManager.default.temporaryDirectory.path + "/slipway-acme-\(UInt32.random(in: 0...UInt32.max))"
  }

  /// Starts the server for the ports of an installation and tells the installation about it, before that starts.
  @Sendable func prepare(_ server: EndToEndServer) async throws {
    let gateway = try await EndToEndCommand.run([
      "docker", "network", "inspect", "docker_gwbridge", "--format", "{{(index .IPAM.Config 0).Gateway}}",
    ])
    try await EndToEndCommand.run([
      "Scripts/pebble.sh", "up", folder, gateway, String(server.ports.http), String(server.ports.https),
      String(validity),
    ])
    let directory = try String(contentsOfFile: folder + "/directory", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    await server.set("SLIPWAY_ACME_CA_FILE", to: folder + "/ca.pem")
    await server.set("SLIPWAY_ACME_SERVER", to: directory)
  }

  func stop() async throws {
    try await EndToEndCommand.run(["Scripts/pebble.sh", "down", folder])
    try FileManager.default.removeItem(atPath: folder)
  }
}
