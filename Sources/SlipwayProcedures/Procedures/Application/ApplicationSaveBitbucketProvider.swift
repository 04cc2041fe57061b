package import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Chooses a repository that an account at Bitbucket sees as the source.
package enum ApplicationSaveBitbucketProvider: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    @Null package var bitbucketBuildPath: String?
    @Null package var bitbucketOwner: String?
    @Null package var bitbucketRepository: String?
    @Null package var bitbucketRepositorySlug: String?
    @Null package var bitbucketId: ID<GitProvider>?
    package var bitbucketBranch: String
    /// What deploys; the published API follows the branch.
    package var triggerType: SourceSettings.Trigger?
    package var enableSubmodules: Bool?
    package var watchPaths: Patch<[String]>
    /// Globs of further branches whose pushes deploy.
    package var branchPatterns: Patch<[String]>
    /// Globs of the tags that deploy.
    package var tagPatterns: Patch<[String]>
  }

  package static let name = "application.saveBitbucketProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses a repository at Bitbucket as an application's source"

  package static func access(_ input: Input) -> Access {
    let own = Access.subject(.application(input.applicationId), .write)
    guard let id = input.bitbucketId, !id.rawValue.isEmpty else { return own }
    return .all([own, .subject(.gitProvider(id), .read)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    if let id = input.bitbucketId { _ = try await ProviderCalls.one(id, .bitbucket, call) }
    try await ProviderCalls.checkUse(input.bitbucketId, call)
    let changed = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      change(&application.source, input)
    }
    await SourceHook.ensure(changed.source, call)
    return true
  }

  private static func change(_ source: inout SourceSettings, _ input: Input) {
    source.sourceType = .bitbucket
    source.bitbucketId = input.bitbucketId
    source.bitbucketOwner = input.bitbucketOwner?.trimmingSpaces()
    source.bitbucketRepository = input.bitbucketRepository?.trimmingSpaces()
    source.bitbucketRepositorySlug = input.bitbucketRepositorySlug?.trimmingSpaces()
    source.bitbucketBranch = input.bitbucketBranch
    source.bitbucketBuildPath = input.bitbucketBuildPath
    source.triggerType = input.triggerType ?? source.triggerType
    source.enableSubmodules = input.enableSubmodules ?? source.enableSubmodules
    source.watchPaths = input.watchPaths.applied(to: source.watchPaths)
    source.branchPatterns = input.branchPatterns.applied(to: source.branchPatterns)
    source.tagPatterns = input.tagPatterns.applied(to: source.tagPatterns)
  }
}
