package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Adds a file that is put over the source code of each deployment.
package enum PatchCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var filePath: String
    package var content: String
    package var type: SourcePatch.Kind?
    package var enabled: Bool?
    package var applicationId: ID<Deployable>?
    package var composeId: ID<Deployable>?
  }

  package static let name = "patch.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds a file that is put over the source code before each build"

  package static func access(_ input: Input) -> Access {
    let subjects = [input.applicationId.map { Subject.application($0) }, input.composeId.map { Subject.compose($0) }]
    let accesses = subjects.compactMap { $0 }.map { Access.subject($0, .write) }
    return accesses.isEmpty ? .organization(.admin) : .all(accesses)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> PatchRow {
    guard let owner = input.applicationId ?? input.composeId, input.applicationId == nil || input.composeId == nil
    else {
      throw SlipwayError.invalid("applicationId", "is needed, or composeId: the service whose code is patched")
    }
    let patch = SourcePatch(
      organizationID: try call.organization(), deployableID: owner, type: input.type ?? .update,
      filePath: input.filePath, isEnabled: input.enabled ?? true, content: Secret(input.content),
      createdAt: call.now())
    return try await PatchChange.save(patch, replacing: false, call)
  }
}
