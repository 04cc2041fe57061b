import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Makes an API key and shows it once.
enum CreateAPIKeyForm: FormAction {
  static let name = "create-api-key"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "rateLimitEnabled": false,
      "metadata": ["organizationId": .string(try desk.call.organization().rawValue)],
    ]
    if let seconds = try fields.integer("expiresIn") { input["expiresIn"] = .integer(seconds) }
    let answer = try await desk.call("user.createApiKey", input)
    let key = Secret(answer["key"]?.stringValue ?? "")
    return .page { request in
      var model = try await ProfilePage.load(request)
      model.newKey = key
      return ProfilePage.render(model, request.context)
    }
  }
}
