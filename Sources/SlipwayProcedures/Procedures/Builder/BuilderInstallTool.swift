import SlipwayCore
package import SlipwayDetection
import SlipwayEngine

/// Downloads a builder's program, proves it and puts it in place.
package enum BuilderInstallTool: Procedure {
  package struct Input: Codable, Sendable {
    package var tool: BuildTool
    /// The usual one when it is left out.
    package var version: String?
    /// What the download has to be, where Slipway does not know it itself.
    package var sha256: String?
  }

  package static let name = "builder.installTool"
  package static let kind = ProcedureKind.mutation
  package static let summary =
    "Downloads a version of nixpacks, railpack or pack; what does not have its digest is thrown away"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let version = input.version.flatMap { $0.isEmpty ? nil : $0 } ?? input.tool.standardVersion
    let digest = input.sha256.flatMap { $0.isEmpty ? nil : $0 }
    try await ToolInstall(call.engine).install(input.tool, version: version, digest: digest)
    return true
  }
}
