package import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Chooses a repository that a GitHub app sees as the source.
package enum ApplicationSaveGithubProvider: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    @Null package var repository: String?
    @Null package var owner: String?
    @Null package var buildPath: String?
    @Null package var githubId: ID<GitProvider>?
    package var branch: String
    package var triggerType: SourceSettings.Trigger
    package var enableSubmodules: Bool?
    package var watchPaths: Patch<[String]>
    /// Globs of further branches whose pushes deploy; the published API follows one branch.
    package var branchPatterns: Patch<[String]>
    /// Globs of the tags that deploy; the published API takes every tag.
    package var tagPatterns: Patch<[String]>
  }

  package static let name = "application.saveGithubProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses a GitHub repository as an application's source"

  package static func access(_ input: Input) -> Access {
    let own = Access.subject(.application(input.applicationId), .write)
    guard let id = input.githubId, !id.rawValue.isEmpty else { return own }
    return .all([own, .subject(.gitProvider(id), .read)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    if let id = input.githubId { _ = try await ProviderCalls.one(id, .github, call) }
    try await ProviderCalls.checkUse(input.githubId, call)
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      change(&application.source, input)
    }
    return true
  }

  private static func change(_ source: inout SourceSettings, _ input: Input) {
    source.sourceType = .github
    source.githubId = input.githubId
    source.owner = input.owner?.trimmingSpaces()
    source.repository = input.repository?.trimmingSpaces()
    source.branch = input.branch
    source.buildPath = input.buildPath
    source.triggerType = input.triggerType
    source.enableSubmodules = input.enableSubmodules ?? source.enableSubmodules
    source.watchPaths = input.watchPaths.applied(to: source.watchPaths)
    source.branchPatterns = input.branchPatterns.applied(to: source.branchPatterns)
    source.tagPatterns = input.tagPatterns.applied(to: source.tagPatterns)
  }
}
