package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Lists the patches of a service by their paths.
package enum PatchByEntityId: Procedure {
  package struct Input: Codable, Sendable {
    package var id: ID<Deployable>
    package var type: PatchOwnerKind

    package init(id: ID<Deployable>, type: PatchOwnerKind) {
      self.id = id
      self.type = type
    }
  }

  package static let name = "patch.byEntityId"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the patches of an application or a compose stack"

  package static func access(_ input: Input) -> Access { .subject(input.type.subject(input.id), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> [PatchRow] {
    try await call.store.read { tx in
      let kind = try tx.deployables.one(input.id).kind
      return try tx.sourcePatches.all(of: input.id).map { PatchRow($0, of: kind) }
    }
  }
}
