package import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Chooses a repository that an account at Gitea sees as the source.
package enum ApplicationSaveGiteaProvider: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    @Null package var giteaBuildPath: String?
    @Null package var giteaOwner: String?
    @Null package var giteaRepository: String?
    @Null package var giteaId: ID<GitProvider>?
    package var giteaBranch: String
    /// What deploys; the published API follows the branch.
    package var triggerType: SourceSettings.Trigger?
    package var enableSubmodules: Bool?
    package var watchPaths: Patch<[String]>
    /// Globs of further branches whose pushes deploy.
    package var branchPatterns: Patch<[String]>
    /// Globs of the tags that deploy.
    package var tagPatterns: Patch<[String]>
  }

  package static let name = "application.saveGiteaProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses a repository at Gitea as an application's source"

  package static func access(_ input: Input) -> Access {
    let own = Access.subject(.application(input.applicationId), .write)
    guard let id = input.giteaId, !id.rawValue.isEmpty else { return own }
    return .all([own, .subject(.gitProvider(id), .read)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    if let id = input.giteaId { _ = try await ProviderCalls.one(id, .gitea, call) }
    try await ProviderCalls.checkUse(input.giteaId, call)
    let changed = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      change(&application.source, input)
    }
    await SourceHook.ensure(changed.source, call)
    return true
  }

  private static func change(_ source: inout SourceSettings, _ input: Input) {
    source.sourceType = .gitea
    source.giteaId = input.giteaId
    source.giteaOwner = input.giteaOwner?.trimmingSpaces()
    source.giteaRepository = input.giteaRepository?.trimmingSpaces()
    source.giteaBranch = input.giteaBranch
    source.giteaBuildPath = input.giteaBuildPath
    source.triggerType = input.triggerType ?? source.triggerType
    source.enableSubmodules = input.enableSubmodules ?? source.enableSubmodules
    source.watchPaths = input.watchPaths.applied(to: source.watchPaths)
    source.branchPatterns = input.branchPatterns.applied(to: source.branchPatterns)
    source.tagPatterns = input.tagPatterns.applied(to: source.tagPatterns)
  }
}
