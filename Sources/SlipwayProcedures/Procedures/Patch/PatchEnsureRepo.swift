package import SlipwayCore
import SlipwayEngine

/// Fetches the code of a service, to be looked at and patched.
package enum PatchEnsureRepo: Procedure {
  package struct Input: Codable, Sendable {
    package var id: ID<Deployable>
    package var type: PatchOwnerKind
  }

  package static let name = "patch.ensureRepo"
  package static let kind = ProcedureKind.mutation
  package static let summary =
    "Fetches the newest code of a service, to be looked at; answers its name for readRepoDirectories"

  package static func access(_ input: Input) -> Access { .subject(input.type.subject(input.id), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    try await SourceBrowser(call.engine).fetch(input.id)
    return input.id.rawValue
  }
}
