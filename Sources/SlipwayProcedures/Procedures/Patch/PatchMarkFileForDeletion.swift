package import SlipwayAnswers
package import SlipwayCore

/// Takes a file out of the code of each deployment.
package enum PatchMarkFileForDeletion: Procedure {
  package struct Input: Codable, Sendable {
    package var id: ID<Deployable>
    package var type: PatchOwnerKind
    package var filePath: String
  }

  package static let name = "patch.markFileForDeletion"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes a file out of the code before each build"

  package static func access(_ input: Input) -> Access { .subject(input.type.subject(input.id), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> PatchRow {
    let patch = SourcePatch(
      organizationID: try call.organization(), deployableID: input.id, type: .delete, filePath: input.filePath,
      content: Secret(""), createdAt: call.now())
    return try await PatchChange.save(patch, replacing: true, call)
  }
}
