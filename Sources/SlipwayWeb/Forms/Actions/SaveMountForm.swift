import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Adds or changes storage; only the fields of its kind count.
enum SaveMountForm: FormAction {
  static let name = "save-mount"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let kind = fields.text("type")
    // Where containers see a stack's file, the compose file says.
    let path = fields["mountPath"] == nil ? "/" + fields.text("filePath") : fields.text("mountPath")
    var input: [String: JSONValue] = ["type": .string(kind), "mountPath": .string(path)]
    switch kind {
    case "volume": input["volumeName"] = .string(fields.text("volumeName"))
    case "bind": input["hostPath"] = .string(fields.text("hostPath"))
    default:
      input["filePath"] = .string(fields.text("filePath"))
      input["content"] = .string((fields["content"] ?? "").replacing("\r\n", with: "\n"))
    }
    if let mount = fields["mountId"] {
      input["mountId"] = .string(mount)
      try await desk.call("mounts.update", input)
    } else {
      input["serviceId"] = .string(fields.text("serviceId"))
      input["serviceType"] = .string(fields.text("serviceType"))
      try await desk.call("mounts.create", input)
    }
    return .back
  }
}
