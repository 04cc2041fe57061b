package import SlipwayCore

/// Answers who is signed in and in which organisation.
package enum UserSession: Procedure {
  /// The published form.
  package struct Output: Codable, Sendable {
    /// Who.
    package struct Who: Codable, Sendable {
      package var id: ID<User>
      package var email: String
      package var role: Member.Role
    }
    /// Where.
    package struct Place: Codable, Sendable {
      package var activeOrganizationId: ID<Organization>
    }
    package var user: Who
    package var session: Place
  }

  package static let name = "user.session"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers who is signed in and in which organization"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let user = try call.user()
    return Output(
      user: Output.Who(id: user.id, email: user.email, role: call.caller?.role ?? .member),
      session: Output.Place(activeOrganizationId: try call.organization()))
  }
}
