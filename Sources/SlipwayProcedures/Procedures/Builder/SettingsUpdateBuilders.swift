import SlipwayCore
import SlipwayDetection

/// Sets what Dockerfiles that Slipway writes begin with, where packages come from, and how much the build cache may take.
package enum SettingsUpdateBuilders: Procedure {
  package struct Input: Codable, Sendable {
    /// By what they are for: `{"node": "registry.local/node:{version}"}`.
    package var baseImages: [String: String]?
    /// By kind: `{"npm": "https://npm.local/"}`.
    package var packageMirrors: [String: String]?
    /// Bytes or with a unit, such as `20g`; 0 is no limit.
    package var buildCacheBudget: String?
  }

  package static let name = "settings.updateBuilders"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets base images, package mirrors and the build cache's budget"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    try DetectionSettings(images: input.baseImages ?? [:], mirrors: input.packageMirrors ?? [:]).check()
    let budget = try input.buildCacheBudget.map { try ByteCount(parsing: $0, field: "buildCacheBudget").bytes }
    guard (budget ?? 0) == 0 || (budget ?? 0) >= 100 << 20 else {
      throw SlipwayError.invalid("buildCacheBudget", "must be 0 or at least 100m")
    }
    _ = try await ServerSettingsChange.keep(call) { settings, _ in
      settings.baseImages = input.baseImages ?? settings.baseImages
      settings.packageMirrors = input.packageMirrors ?? settings.packageMirrors
      settings.buildCacheBudget = budget ?? settings.buildCacheBudget
    }
    return true
  }
}
