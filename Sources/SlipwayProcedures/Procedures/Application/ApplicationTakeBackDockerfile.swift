import SlipwayCore

/// Gives an ejected Dockerfile up: the code is asked again at each build.
package enum ApplicationTakeBackDockerfile: Procedure {
  package typealias Input = ApplicationInput

  package static let name = "application.takeBackDockerfile"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Gives an application's ejected Dockerfile up; what the code says decides again"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    _ = try await ApplicationChange.keep(input.applicationId, call) { application, _ in
      application.build.ejectedDockerfile = nil
    }
    return true
  }
}
