package import SlipwayAnswers
import SlipwayCore
package import SlipwayEngine

/// Answers what Docker runs of an application beside what is wanted.
package enum ApplicationState: Procedure {
  /// What was seen; without Docker, why nothing was.
  package struct Output: Codable, Sendable {
    /// `null` when nothing was ever released, or its service is gone.
    @Null package var service: ServiceState?
    @Null package var problem: String?
  }

  package static let name = "application.state"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what Docker runs of an application beside what is wanted"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .read)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> Output {
    try await observe(input.applicationId, call)
  }

  static func observe(_ id: ID<Deployable>, _ call: Call) async throws -> Output {
    do {
      return Output(service: try await ServiceState.observe(id, call.engine), problem: nil)
    } catch let error as SlipwayError where error.isDockers {
      return Output(service: nil, problem: error.message)
    }
  }
}

extension SlipwayError {
  /// Whether Docker does not answer, or not as one that can run services.
  var isDockers: Bool { [.unreachable, .timeout, .preconditionFailed, .commandFailed].contains(code) }
}
