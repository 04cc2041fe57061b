import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a Docker image as the source.
enum SaveDockerSourceForm: FormAction {
  static let name = "save-docker-source"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    try await desk.call(
      "application.saveDockerProvider",
      [
        "applicationId": .string(fields.text("applicationId")), "dockerImage": fields.optional("dockerImage"),
        "registryUrl": fields.optional("registryUrl"), "username": fields.optional("username"),
        "password": fields.optional("password"),
      ])
    return .back
  }
}
