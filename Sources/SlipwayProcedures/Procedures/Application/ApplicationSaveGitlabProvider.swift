package import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Chooses a repository that an account at GitLab sees as the source.
package enum ApplicationSaveGitlabProvider: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    @Null package var gitlabBuildPath: String?
    @Null package var gitlabOwner: String?
    @Null package var gitlabRepository: String?
    @Null package var gitlabId: ID<GitProvider>?
    @Null package var gitlabProjectId: Int?
    @Null package var gitlabPathNamespace: String?
    package var gitlabBranch: String
    /// What deploys; the published API follows the branch.
    package var triggerType: SourceSettings.Trigger?
    package var enableSubmodules: Bool?
    package var watchPaths: Patch<[String]>
    /// Globs of further branches whose pushes deploy.
    package var branchPatterns: Patch<[String]>
    /// Globs of the tags that deploy.
    package var tagPatterns: Patch<[String]>
  }

  package static let name = "application.saveGitlabProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses a repository at GitLab as an application's source"

  package static func access(_ input: Input) -> Access {
    let own = Access.subject(.application(input.applicationId), .write)
    guard let id = input.gitlabId, !id.rawValue.isEmpty else { return own }
    return .all([own, .subject(.gitProvider(id), .read)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    if let id = input.gitlabId { _ = try await ProviderCalls.one(id, .gitlab, call) }
    try await ProviderCalls.checkUse(input.gitlabId, call)
    let changed = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      change(&application.source, input)
    }
    await SourceHook.ensure(changed.source, call)
    return true
  }

  private static func change(_ source: inout SourceSettings, _ input: Input) {
    source.sourceType = .gitlab
    source.gitlabId = input.gitlabId
    source.gitlabOwner = input.gitlabOwner?.trimmingSpaces()
    source.gitlabRepository = input.gitlabRepository?.trimmingSpaces()
    source.gitlabPathNamespace = input.gitlabPathNamespace?.trimmingSpaces()
    source.gitlabProjectId = input.gitlabProjectId
    source.gitlabBranch = input.gitlabBranch
    source.gitlabBuildPath = input.gitlabBuildPath
    source.triggerType = input.triggerType ?? source.triggerType
    source.enableSubmodules = input.enableSubmodules ?? source.enableSubmodules
    source.watchPaths = input.watchPaths.applied(to: source.watchPaths)
    source.branchPatterns = input.branchPatterns.applied(to: source.branchPatterns)
    source.tagPatterns = input.tagPatterns.applied(to: source.tagPatterns)
  }
}
