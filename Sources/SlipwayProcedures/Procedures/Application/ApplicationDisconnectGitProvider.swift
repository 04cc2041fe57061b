import SlipwayCore
import SlipwayStore

/// Forgets the repository and its credentials.
package enum ApplicationDisconnectGitProvider: Procedure {
  package static let name = "application.disconnectGitProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets an application's repository and its credentials"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .write)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> Bool {
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      var source = SourceSettings()
      source.dockerImage = application.source.dockerImage
      source.registryUrl = application.source.registryUrl
      source.username = application.source.username
      source.dropBuildPath = application.source.dropBuildPath
      application.source = source
      application.secrets.gitPassword = nil
    }
    return true
  }
}
