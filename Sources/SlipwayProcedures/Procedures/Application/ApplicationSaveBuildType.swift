package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Chooses the builder and its settings.
package enum ApplicationSaveBuildType: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var buildType: BuildSettings.Kind
    @Null package var dockerfile: String?
    @Null package var dockerContextPath: String?
    @Null package var dockerBuildStage: String?
    @Null package var herokuVersion: String?
    @Null package var railpackVersion: String?
    package var publishDirectory: Patch<String>
    package var isStaticSpa: Patch<Bool>
  }

  package static let name = "application.saveBuildType"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Chooses how an application is built"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      var build = application.build
      build.buildType = input.buildType
      build.dockerfile = input.dockerfile
      build.dockerContextPath = input.dockerContextPath
      build.dockerBuildStage = input.dockerBuildStage
      build.herokuVersion = input.herokuVersion
      build.railpackVersion = input.railpackVersion
      build.publishDirectory = input.publishDirectory.applied(to: build.publishDirectory)
      build.isStaticSpa = input.isStaticSpa.applied(to: build.isStaticSpa)
      application.build = build
    }
    return true
  }
}
