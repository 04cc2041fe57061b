package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Chooses an image as the source.
package enum ApplicationSaveDockerProvider: Procedure {
  package struct Input: Codable, Sendable {
    @Null package var dockerImage: String?
    package var applicationId: ID<Deployable>
    @Null package var username: String?
    @Null package var password: String?
    @Null package var registryUrl: String?
  }

  package static let name = "application.saveDockerProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses a Docker image as an application's source"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      let isMasked = input.password == Secret.mask
      let before = StoredCredentials.registry(of: application.source)
      application.source.sourceType = .docker
      application.source.dockerImage = input.dockerImage
      application.source.username = input.username
      application.source.registryUrl = input.registryUrl
      if isMasked, StoredCredentials.registry(of: application.source) != before {
        throw SlipwayError.invalid("password", "must be typed again when the registry changes")
      }
      if !isMasked { application.secrets.registryPassword = input.password.map(Secret.init) }
    }
    return true
  }
}
