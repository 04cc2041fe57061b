package import SlipwayAnswers
package import SlipwayCore

/// Changes a patch.
package enum PatchUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var patchId: ID<SourcePatch>
    package var type: SourcePatch.Kind?
    package var filePath: String?
    package var enabled: Bool?
    package var content: String?
    /// Accepted as it is; it cannot be changed.
    package var createdAt: String?
    /// Accepted as it is; it is what was observed.
    package var updatedAt: Patch<String>
  }

  package static let name = "patch.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a patch"

  package static func access(_ input: Input) -> Access { .subject(.sourcePatch(input.patchId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> PatchRow {
    try await PatchChange.change(input.patchId, call) { patch in
      patch.type = input.type ?? patch.type
      patch.filePath = input.filePath ?? patch.filePath
      patch.isEnabled = input.enabled ?? patch.isEnabled
      if let content = input.content {
        patch.content = Secret(content.isEmpty || content.hasSuffix("\n") ? content : content + "\n")
      }
    }
  }
}
