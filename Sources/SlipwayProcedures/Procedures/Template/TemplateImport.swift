import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayEngine

/// A template as people hand it to each other: the base64 of a JSON object with a compose file and a TOML text.
enum TemplateImport {
  /// What it holds.
  struct Content: Codable {
    var compose: String
    var config: String
  }

  private static let field = "base64"
  private static let maximumBytes = 4 << 20

  /// - Throws: ``SlipwayError`` `badRequest` naming `base64`, the compose file's line or the TOML's key.
  /// - Parameter address: of the machine that it is to run on.
  static func render(_ base64: String, appName: String, at address: String, _ call: Call) throws -> RenderedTemplate {
    let content = try content(base64)
    return try RenderedTemplate(
      compose: content.compose, config: content.config, surroundings(appName, at: address, call))
  }

  /// Each `${domain}` gets a host name of its own.
  static func surroundings(_ appName: String, at address: String, _ call: Call) -> TemplateSurroundings {
    TemplateSurroundings(appName: appName, now: call.now()) { try GeneratedHost.make(for: appName, at: address) }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `base64`.
  static func content(_ base64: String) throws -> Content {
    guard base64.utf8.count <= maximumBytes else { throw SlipwayError.invalid(field, "may have at most 4 MiB") }
    guard let data = Data(base64Encoded: base64.trimmingSpaces(), options: .ignoreUnknownCharacters), !data.isEmpty
    else { throw SlipwayError.invalid(field, "must be base64") }
    do {
      return try JSONDecoder().decode(Content.self, from: data)
    } catch {
      throw SlipwayError.invalid(field, "must hold a JSON object with the texts 'compose' and 'config'")
    }
  }
}
