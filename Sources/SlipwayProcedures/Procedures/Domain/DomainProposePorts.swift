package import SlipwayCore
package import SlipwayEngine

/// Answers the ports that a domain of a service could lead to.
package enum DomainProposePorts: Procedure {
  package struct Input: Codable, Sendable {
    /// One of both.
    package var applicationId: ID<Deployable>?
    package var composeId: ID<Deployable>?

    package init(applicationId: ID<Deployable>? = nil, composeId: ID<Deployable>? = nil) {
      self.applicationId = applicationId
      self.composeId = composeId
    }
  }

  package static let name = "domain.proposePorts"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers where a service listens or what its image exposes; none without Docker"

  package static func access(_ input: Input) -> Access {
    .all(
      [.signedIn] + (input.applicationId.map { [.subject(.application($0), .read)] } ?? [])
        + (input.composeId.map { [.subject(.compose($0), .read)] } ?? []))
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [ProposedPort] {
    guard let id = input.applicationId ?? input.composeId else {
      throw SlipwayError.invalid("applicationId", "is needed, or composeId")
    }
    do {
      return try await ProposedPorts(call.engine).find(id)
    } catch let error as SlipwayError where error.isDockers {
      return []
    }
  }
}
