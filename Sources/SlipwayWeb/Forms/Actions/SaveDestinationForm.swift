import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Adds or changes a destination; only the fields of its kind count.
enum SaveDestinationForm: FormAction {
  static let name = "save-destination"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let isRemote = fields.text("kind") == "rclone"
    let flags = fields.lines("additionalFlags").map { JSONValue.string($0) }
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "additionalFlags": .array(flags),
      "provider": isRemote ? .string(Destination.remoteProvider) : fields.optional("provider"),
    ]
    for name in ["accessKey", "secretAccessKey", "region", "endpoint"] {
      input[name] = .string(isRemote ? "" : fields.text(name))
    }
    input["bucket"] = .string(fields.text(isRemote ? "folder" : "bucket"))
    if isRemote { input["rcloneConfig"] = .string((fields["rcloneConfig"] ?? "").replacing("\r\n", with: "\n")) }
    if let id = fields["destinationId"] {
      input["destinationId"] = .string(id)
      try await desk.call("destination.update", input)
    } else {
      try await desk.call("destination.create", input)
    }
    return .next("/settings/destinations")
  }
}
