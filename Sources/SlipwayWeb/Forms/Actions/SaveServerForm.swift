import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Adds or changes a server; makes its key where none is chosen.
enum SaveServerForm: FormAction {
  static let name = "save-server"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    guard let port = try fields.integer("port") else {
      throw SlipwayError.invalid("port", "must be between 1 and 65535")
    }
    let wantsKey = fields.text("sshKeyId") == ServerDialog.newKey
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "description": fields.optional("description"),
      "ipAddress": .string(fields.text("ipAddress")), "port": .integer(port),
      "username": .string(fields.text("username")), "serverType": .string(fields.text("serverType")),
      "sshKeyId": wantsKey ? .null : fields.optional("sshKeyId"),
    ]
    // First, so that what is refused leaves no key behind.
    if let id = fields["serverId"] {
      input["serverId"] = .string(id)
      try await desk.call("server.update", input)
    } else {
      let made = try await desk.call("server.create", input)
      input["serverId"] = made["serverId"] ?? .null
    }
    if wantsKey {
      let key = try await desk.call(
        "sshKey.create",
        [
          "name": .string("Key of \(fields.text("name"))"), "privateKey": "", "publicKey": "", "organizationId": "",
        ])
      input["sshKeyId"] = key["sshKeyId"] ?? .null
      try await desk.call("server.update", input)
    }
    return .next("\(ServersPage.path)/\(input["serverId"]?.stringValue ?? "")")
  }
}
