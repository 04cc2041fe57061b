import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers what builds begin with, and the build cache's budget.
package enum SettingsBuilders: Procedure {
  package typealias Input = NoInput

  /// The settings of this installation.
  package struct Answer: Codable, Sendable {
    package var baseImages: [String: String]
    package var packageMirrors: [String: String]
    /// In bytes; 0 is no limit.
    package var buildCacheBudget: Int
  }

  package static let name = "settings.builders"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers base images, package mirrors and the build cache's budget"

  package static func access(_ input: NoInput) -> Access { .server }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Answer {
    let settings = try await call.store.read { try $0.serverSettings() }
    return Answer(
      baseImages: settings.baseImages, packageMirrors: settings.packageMirrors,
      buildCacheBudget: settings.buildCacheBudget)
  }
}
