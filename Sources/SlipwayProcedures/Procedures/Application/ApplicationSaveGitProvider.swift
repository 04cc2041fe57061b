package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Chooses a git repository as the source.
package enum ApplicationSaveGitProvider: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    @Null package var customGitBuildPath: String?
    @Null package var customGitUrl: String?
    @Null package var watchPaths: [String]?
    package var enableSubmodules: Bool?
    package var customGitBranch: String
    package var customGitSSHKeyId: Patch<ID<SSHKey>>
    /// Of an `https` address; the published API has them in the address only.
    package var customGitUsername: Patch<String>
    package var customGitPassword: Patch<String>
  }

  package static let name = "application.saveGitProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses a git repository as an application's source"

  package static func access(_ input: Input) -> Access {
    let own = Access.subject(.application(input.applicationId), .write)
    guard case .set(let key) = input.customGitSSHKeyId, !key.rawValue.isEmpty else { return own }
    return .all([own, .subject(.sshKey(key), .read)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      change(&application.source, input)
      if case .set(let typed) = input.customGitPassword, typed != Secret.mask {
        application.secrets.gitPassword = Secret(typed)
      } else if case .clear = input.customGitPassword {
        application.secrets.gitPassword = nil
      }
    }
    return true
  }

  private static func change(_ source: inout SourceSettings, _ input: Input) {
    source.sourceType = .git
    source.customGitUrl = input.customGitUrl
    source.customGitBranch = input.customGitBranch
    source.customGitBuildPath = input.customGitBuildPath
    source.watchPaths = input.watchPaths
    source.enableSubmodules = input.enableSubmodules ?? source.enableSubmodules
    source.customGitSSHKeyId = input.customGitSSHKeyId.applied(to: source.customGitSSHKeyId)
    source.customGitUsername = input.customGitUsername.applied(to: source.customGitUsername)
  }
}
