package import SlipwayCore

/// Refuses to take a proxy's file by hand: it is written from the domains, so that nothing in it is lost or forged.
package enum ApplicationUpdateTraefikConfig: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var traefikConfig: String
  }

  package static let name = "application.updateTraefikConfig"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Refused: the proxy's file is written from the application's domains"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> NoOutput {
    throw SlipwayError.invalid(
      "traefikConfig", "is written from the application's domains; change the domains or their middlewares instead")
  }
}
