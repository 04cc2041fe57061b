package import SlipwayCore
import SlipwayDetection
import SlipwayEngine

/// Takes the Dockerfile that Slipway writes over as the application's own: from then on the code is not asked.
package enum ApplicationEjectDockerfile: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    /// The text; what would be written now when it is left out.
    package var dockerfile: String?
  }

  package static let name = "application.ejectDockerfile"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps the Dockerfile that Slipway writes, or an edited one, with the application"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    let text: String
    if let typed = input.dockerfile {
      text = typed.replacing("\r\n", with: "\n")
    } else {
      guard let written = try await CodeDetection(call.engine).run(input.applicationId).dockerfile else {
        throw SlipwayError.invalid(
          "dockerfile", "nothing is written for this code: it has a Dockerfile or is a compose stack")
      }
      text = written
    }
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      application.build.buildType = .auto
      application.build.ejectedDockerfile = text
    }
    return true
  }
}
