import SlipwayCore
import SlipwayTesting

/// A real registry on this machine that lets one user in.
struct RegistryServer: Sendable {
  static let password = "registry-canary"
  let folder: String
  let port: Int

  var address: String { "127.0.0.1:\(port)" }

  func start() async throws {
    try await EndToEndCommand.run(["Scripts/registry.sh", "up", folder, String(port), "ada", Self.password])
  }

  func stop() async throws { try await EndToEndCommand.run(["Scripts/registry.sh", "down", folder]) }

  /// Of `registry.create`.
  func input(password: String) -> [String: JSONValue] {
    [
      "registryName": "Own", "username": "ada", "password": .string(password), "registryUrl": .string(address),
      "registryType": "cloud", "imagePrefix": "team",
    ]
  }
}
