package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine

/// Answers what the next deployment would change besides new code.
package enum ServicePendingChanges<Service: CodeService>: Procedure {
  package static var name: String { "\(Service.router).pendingChanges" }
  package static var kind: ProcedureKind { .query }
  package static var summary: String { "Answers what the next deployment would change besides new code" }

  package static func access(_ input: Service.Input) -> Access { .subject(Service.subject(input.service), .read) }

  package static func run(_ input: Service.Input, _ call: Call) async throws -> FoundChanges {
    try await FoundChanges.find(input.service, call)
  }
}

/// The settings that differ from the last good release.
package struct FoundChanges: Codable, Sendable {
  /// `null` before the first release; values of the environment are masked.
  @Null package var changes: [Evidence.Change]?
  /// Why they cannot be told, e.g. a reference that leads nowhere.
  @Null package var problem: String?
  /// Whether the old version ends before the new one starts.
  package var stopsFirst = false

  /// Of whatever is deployed.
  static func find(_ id: ID<Deployable>, _ call: Call) async throws -> FoundChanges {
    do {
      let found = try await PendingChanges.find(id, call.engine)
      return FoundChanges(changes: found?.changes, problem: nil, stopsFirst: found?.stopsFirst ?? false)
    } catch let failure as DeploymentFailure {
      return FoundChanges(changes: nil, problem: failure.evidence.summary)
    } catch let error as SlipwayError where error.code == .badRequest {
      return FoundChanges(changes: nil, problem: error.message)
    } catch let error as SlipwayError where error.isDockers {
      // A server that does not answer refuses the next deployment, too.
      return FoundChanges(changes: nil, problem: error.message)
    }
  }
}
