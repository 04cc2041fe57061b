package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers a file of the code that was fetched, or what a patch has made of it.
package enum PatchReadRepoFile: Procedure {
  package struct Input: Codable, Sendable {
    package var id: ID<Deployable>
    package var type: PatchOwnerKind
    package var filePath: String
  }

  package static let name = "patch.readRepoFile"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a file of the code, as a patch has it when there is one"

  package static func access(_ input: Input) -> Access { .subject(input.type.subject(input.id), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    let path = try SourcePatch.normalizePath(input.filePath)
    let patch = try await call.store.read { try $0.sourcePatches.find(path: path, of: input.id) }
    if let patch, patch.type != .delete { return patch.content.reveal() }
    return try await SourceBrowser(call.engine).read(path, of: input.id)
  }
}
