import Foundation
import SlipwayCore
import SlipwayHost

/// What one build may tell registries: the organisation's passwords, each for its own registry, in a folder that the docker
/// command line reads instead of the server's own. Nothing of them reaches the words of a command.
struct BuildLogins: Sendable {
  /// Where the docker command line's plugins lie besides the places that it knows.
  private static let plugins = ["/root/.docker/cli-plugins"]

  let registries: [Registry]

  /// Hands the folder to `body`; it is gone afterwards.
  func during<Result: Sendable>(
    _ context: StageContext, _ body: (_ folder: String) async throws -> Result
  ) async throws -> Result {
    let files = context.workshop.files
    let folder = context.engine.folders.work(of: context.snapshot.deployment.id) + "/logins"
    try await files.makeDirectory(folder, mode: 0o700)
    do {
      try await files.write(try text(), to: folder + "/config.json", mode: 0o600)
      let result = try await body(folder)
      try await files.remove(folder)
      return result
    } catch {
      try? await uncancelled { try await files.remove(folder) }
      throw error
    }
  }

  /// The command line's own format.
  func text() throws -> String {
    var logins: [String: JSONValue] = [:]
    for registry in registries where !registry.password.isEmpty {
      let place = registry.url.isEmpty ? "https://index.docker.io/v1/" : registry.url
      let login = Data("\(registry.username):\(registry.password.reveal())".utf8).base64EncodedString()
      // The first one is asked for images that are pulled, too.
      if logins[place] == nil { logins[place] = ["auth": .string(login)] }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let all: [String: JSONValue] = [
      "auths": .object(logins), "cliPluginsExtraDirs": .array(Self.plugins.map(JSONValue.string)),
    ]
    return String(decoding: try encoder.encode(all), as: UTF8.self)
  }
}
