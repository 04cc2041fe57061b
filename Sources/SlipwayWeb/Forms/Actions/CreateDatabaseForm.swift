import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Creates a database with names and passwords of its own, deploys it when that was asked for, and fills it from a
/// backup.
enum CreateDatabaseForm: FormAction {
  static let name = "create-database"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    guard let kind = Database.Engine(rawValue: fields.text("engine")) else {
      throw SlipwayError.invalid("engine", "is no engine that there is")
    }
    let made: JSONValue
    do {
      made = try await desk.call("database.create", try input(kind, fields))
    } catch var error as SlipwayError {
      // As the fields of this form are called.
      for field in ["dockerImage", "databaseRootPassword"] {
        if let problem = error.details.removeValue(forKey: field) { error.details["\(field)-\(kind)"] = problem }
      }
      throw error
    }
    if let run = made["runId"]?.stringValue { return .next("/backups/runs/\(run.percentEncoded)") }
    return .next("/databases/\(made["databaseId"]?.stringValue ?? "")")
  }

  private static func input(_ kind: Database.Engine, _ fields: TextFields) throws -> [String: JSONValue] {
    func typed(_ name: String, or standard: String) -> JSONValue {
      let text = fields.text(name)
      return .string(text.isEmpty ? standard : text)
    }
    var input: [String: JSONValue] = [
      "engine": .string(kind.rawValue), "name": .string(fields.text("name")),
      "environmentId": .string(fields.text("environmentId")), "appName": .string(try appName(kind, fields)),
      "dockerImage": .string(fields.text("dockerImage-\(kind)")), "databaseName": typed("databaseName", or: "app"),
      "databaseUser": typed("databaseUser", or: "app"), "databasePassword": .string(fields["databasePassword"] ?? ""),
      "replicaSets": fields.flag("replicaSets"), "deploy": .bool(fields["then"] == "deploy"),
    ]
    if !fields.text("serverId").isEmpty { input["serverId"] = .string(fields.text("serverId")) }
    if let volume = fields["volumeName"] { input["volumeName"] = .string(volume) }
    if let root = fields["databaseRootPassword-\(kind)"] { input["databaseRootPassword"] = .string(root) }
    if !fields.text("backupFile").isEmpty {
      input["backupFile"] = .string(fields.text("backupFile"))
      input["destinationId"] = .string(fields.text("destinationId"))
    }
    return input
  }

  /// A part of the Docker-level name that says what it is.
  private static func appName(_ kind: Database.Engine, _ fields: TextFields) throws -> String {
    let name = fields.text("name")
    guard !name.isEmpty else { throw SlipwayError.invalid("name", "is needed") }
    let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return String("\(kind)-\(String(letters))".prefix(50))
  }
}
