package import SlipwayCore
import SlipwayStore

/// Chooses code that is pushed to Slipway itself as the source.
package enum ApplicationSavePushProvider: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    /// The branch whose pushes deploy; empty is `main`.
    package var branch: String?
    /// The folder in the repository that is built.
    package var buildPath: String?
    package var enableSubmodules: Bool?
  }

  package static let name = "application.savePushProvider"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses code that is pushed to Slipway itself as an application's source"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let branch = input.branch?.trimmingSpaces() ?? ""
    if !branch.isEmpty { try GitReference.validate(branch, field: "branch") }
    let path = try RelativePath.normalize(input.buildPath ?? "", field: "buildPath")
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      application.source.sourceType = .push
      application.source.customGitBranch = branch.isEmpty ? "main" : branch
      application.source.customGitBuildPath = path.isEmpty ? "/" : path
      application.source.enableSubmodules = input.enableSubmodules ?? application.source.enableSubmodules
    }
    return true
  }
}
