import SlipwayCore
import SlipwayProcedures

/// Makes a compose stack of a template, and deploys it when that was asked for.
enum CreateTemplateForm: FormAction {
  static let name = "create-template"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let answer = try await desk.call(
      "compose.deployTemplate",
      ["environmentId": .string(fields.text("environmentId")), "id": .string(fields.text("id"))])
    guard let id = answer["composeId"]?.stringValue else { return .back }
    guard fields["then"] == "deploy" else { return .next("/compose/\(id)") }
    let queued = try await desk.call("compose.deploy", ["composeId": .string(id)])
    return .next("/deployments/\(queued["deploymentId"]?.stringValue ?? "")")
  }
}
