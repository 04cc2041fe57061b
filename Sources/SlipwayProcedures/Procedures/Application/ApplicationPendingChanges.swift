package import SlipwayCore
import SlipwayEngine

/// Answers what the next deployment would change besides new code.
package enum ApplicationPendingChanges: Procedure {
  /// The settings that differ from the last good release.
  package struct Output: Codable, Sendable {
    /// `null` before the first release; values of the environment are masked.
    @Null package var changes: [Evidence.Change]?
    /// Why they cannot be told, e.g. a reference that leads nowhere.
    @Null package var problem: String?
    /// Whether the old version ends before the new one starts.
    package var stopsFirst = false
  }

  package static let name = "application.pendingChanges"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what the next deployment would change besides new code"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .read)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> Output {
    try await find(input.applicationId, call)
  }

  /// Of whatever is deployed.
  static func find(_ id: ID<Deployable>, _ call: Call) async throws -> Output {
    do {
      let found = try await PendingChanges.find(id, call.engine)
      return Output(changes: found?.changes, problem: nil, stopsFirst: found?.stopsFirst ?? false)
    } catch let failure as DeploymentFailure {
      return Output(changes: nil, problem: failure.evidence.summary)
    } catch let error as SlipwayError where error.code == .badRequest {
      return Output(changes: nil, problem: error.message)
    }
  }
}
