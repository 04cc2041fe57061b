package import SlipwayAnswers
package import SlipwayCore

/// Keeps a file of the code as a patch: a new one, or instead of the one of this path.
package enum PatchSaveFile: Procedure {
  /// What the file is to the code.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case create, update
  }

  package struct Input: Codable, Sendable {
    package var id: ID<Deployable>
    package var type: PatchOwnerKind
    package var filePath: String
    package var content: String
    package var patchType: Kind?
  }

  package static let name = "patch.saveFileAsPatch"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps a changed file of the code as a patch"

  package static func access(_ input: Input) -> Access { .subject(input.type.subject(input.id), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> PatchRow {
    let patch = SourcePatch(
      organizationID: try call.organization(), deployableID: input.id,
      type: input.patchType == .create ? .create : .update, filePath: input.filePath,
      content: Secret(input.content), createdAt: call.now())
    return try await PatchChange.save(patch, replacing: true, call)
  }
}
