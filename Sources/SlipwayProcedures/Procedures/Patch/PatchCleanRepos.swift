import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Removes the code that was fetched to be looked at; patches stay.
package enum PatchCleanRepos: Procedure {
  package struct Input: Codable, Sendable {
    package var serverId: String?
  }

  package static let name = "patch.cleanPatchRepos"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes the code that patch.ensureRepo has fetched"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    try Placement.requireThisMachine(input.serverId)
    let organization = try call.organization()
    let services = try await call.store.read { try $0.deployables.overview(in: organization) }
    for service in services { try await SourceBrowser(call.engine).remove(service.id) }
    return true
  }
}
