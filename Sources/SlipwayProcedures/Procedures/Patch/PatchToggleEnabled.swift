package import SlipwayAnswers
package import SlipwayCore

/// Turns a patch on or off.
package enum PatchToggleEnabled: Procedure {
  package struct Input: Codable, Sendable {
    package var patchId: ID<SourcePatch>
    package var enabled: Bool
  }

  package static let name = "patch.toggleEnabled"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Turns a patch on or off"

  package static func access(_ input: Input) -> Access { .subject(.sourcePatch(input.patchId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> PatchRow {
    try await PatchChange.change(input.patchId, call) { $0.isEnabled = input.enabled }
  }
}
