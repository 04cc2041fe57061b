import Foundation
import SlipwayCore

/// A `package.json`, as far as it says how the project is built.
struct PackageManifest {
  private let root: [String: JSONValue]

  /// - Returns: `nil` for a text that is no JSON object.
  init?(_ text: String) {
    guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
      return nil
    }
    root = members
  }

  var scripts: [String: String] { (root["scripts"]?.members ?? [:]).compactMapValues(\.stringValue) }
  var main: String? { root["main"]?.stringValue }
  /// `pnpm@9.1.0`
  var packageManager: String? { root["packageManager"]?.stringValue }
  var nodeRange: String? { root["engines"]?["node"]?.stringValue }
  var hasWorkspaces: Bool { root["workspaces"] != nil }
  var dependencies: Set<String> { names("dependencies") }
  var developmentDependencies: Set<String> { names("devDependencies") }
  var all: Set<String> { dependencies.union(developmentDependencies) }
  /// Whether installing runs something of the project's own, which then has to be there.
  var hasInstallScripts: Bool {
    !scripts.keys.filter { ["preinstall", "install", "postinstall", "prepare"].contains($0) }.isEmpty
  }

  private func names(_ member: String) -> Set<String> { Set((root[member]?.members ?? [:]).keys) }
}
