package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Says where code is pushed to for an application.
package enum ApplicationPushRemotes: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>

    package init(applicationId: ID<Deployable>) { self.applicationId = applicationId }
  }

  /// The addresses, and what was pushed last.
  package struct Output: Codable, Sendable {
    package var http: String
    /// `nil` where pushes over SSH are off.
    @Null package var ssh: String?
    package var branch: String
    /// `nil` before the first push.
    @Null package var lastCommit: String?
  }

  package static let name = "application.pushRemotes"
  package static let kind = ProcedureKind.query
  package static let summary = "Says where code is pushed to for an application"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let (application, last) = try await call.store.read { tx in
      (try tx.applications.one(input.applicationId), try tx.pushedCommits.last(of: input.applicationId))
    }
    let remotes = PushRemotes(call.engine.configuration, baseURL: call.request.baseURL)
    return Output(
      http: remotes.http(application.appName), ssh: remotes.ssh(application.appName),
      branch: application.source.pushBranch, lastCommit: last)
  }
}
