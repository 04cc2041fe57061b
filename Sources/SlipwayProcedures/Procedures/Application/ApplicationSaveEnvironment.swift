package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Saves an application's environment, build arguments and build secrets.
package enum ApplicationSaveEnvironment: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    @Null package var env: String?
    @Null package var buildArgs: String?
    @Null package var buildSecrets: String?
    package var createEnvFile: Bool
  }

  package static let name = "application.saveEnvironment"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Saves an application's environment; the next deployment applies it"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      var secrets = application.secrets
      secrets.env = try TypedText.environment(input.env ?? "", keeping: secrets.env, field: "env")
      secrets.buildArgs = try TypedText.environment(
        input.buildArgs ?? "", keeping: secrets.buildArgs, field: "buildArgs")
      secrets.buildSecrets = try TypedText.environment(
        input.buildSecrets ?? "", keeping: secrets.buildSecrets, field: "buildSecrets")
      application.secrets = secrets
      application.build.createEnvFile = input.createEnvFile
    }
    return true
  }
}
