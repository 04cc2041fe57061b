package import SlipwayCore
import SlipwayStore

/// Makes a new webhook address; the old one stops working at once.
package enum ApplicationRefreshToken: Procedure {
  /// The new token.
  package struct Output: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var refreshToken: String
  }

  package static let name = "application.refreshToken"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a new webhook address; the old one stops working"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .write)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> Output {
    let token = RandomText.token()
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      application.refreshToken = Secret(token)
    }
    return Output(applicationId: input.applicationId, refreshToken: token)
  }
}
