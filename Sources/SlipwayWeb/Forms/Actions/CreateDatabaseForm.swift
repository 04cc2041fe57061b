import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Creates a database with names and passwords of its own, deploys it when that was asked for, and fills it from a
/// backup.
enum CreateDatabaseForm: FormAction {
  static let name = "create-database"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    guard let kind = Database.Engine(rawValue: fields.text("engine")) else {
      throw SlipwayError.invalid("engine", "is no engine that there is")
    }
    let file = fields.text("backupFile")
    // Before anything is made that a refusal would leave behind.
    if !file.isEmpty { try ObjectKey.check(file, field: "backupFile") }
    let made = try await create(kind, fields, desk)
    let idField = DatabaseEngines.engine(kind).idField
    guard let id = made[idField]?.stringValue else { return .back }
    guard fields["then"] == "deploy" || !file.isEmpty else { return .next("/databases/\(id)") }
    try await desk.call("\(kind).deploy", [idField: .string(id), "wait": .bool(false)])
    guard !file.isEmpty else { return .next("/databases/\(id)") }
    var input: [String: JSONValue] = ["destinationId": .string(fields.text("destinationId"))]
    input.merge(restore(of: file, into: made, id, kind)) { $1 }
    // It waits for the deployment in the database's lane.
    let run = try await desk.call(
      file.hasSuffix(".tar") ? "volumeBackups.restore" : "backup.restoreBackup", input)
    return .next("/backups/runs/\((run["deploymentId"]?.stringValue ?? "").percentEncoded)")
  }

  private static func restore(
    of file: String, into made: JSONValue, _ id: String, _ kind: Database.Engine
  ) -> [String: JSONValue] {
    guard !file.hasSuffix(".tar") else {
      let volume = "\(made["appName"]?.stringValue ?? "")-data"
      return ["serviceId": .string(id), "volumeName": .string(volume), "backupFileName": .string(file)]
    }
    return [
      "databaseId": .string(id), "databaseType": .string(kind.rawValue), "backupType": "database",
      "databaseName": made["databaseName"] ?? .null, "backupFile": .string(file),
    ]
  }

  private static func create(_ kind: Database.Engine, _ fields: TextFields, _ desk: Desk) async throws -> JSONValue {
    func typed(_ name: String, or standard: String) -> JSONValue {
      let text = fields.text(name)
      return .string(text.isEmpty ? standard : text)
    }
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
      "appName": .string(try appName(kind, fields)), "dockerImage": .string(fields.text("dockerImage-\(kind)")),
      "description": .null, "databaseName": typed("databaseName", or: "app"),
      "databaseUser": typed("databaseUser", or: "app"), "databasePassword": .string(fields["databasePassword"] ?? ""),
      "replicaSets": fields.flag("replicaSets"), "sqldNode": "primary", "sqldPrimaryUrl": .null,
      "enableNamespaces": .bool(false), "serverId": .null,
    ]
    if let volume = fields["volumeName"] { input["volumeName"] = .string(volume) }
    do {
      return try await desk.call("\(kind).create", input)
    } catch var error as SlipwayError {
      // As the field of this form is called.
      if let problem = error.details.removeValue(forKey: "dockerImage") {
        error.details["dockerImage-\(kind)"] = problem
      }
      throw error
    }
  }

  /// A part of the Docker-level name that says what it is.
  private static func appName(_ kind: Database.Engine, _ fields: TextFields) throws -> String {
    let name = fields.text("name")
    guard !name.isEmpty else { throw SlipwayError.invalid("name", "is needed") }
    let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return String("\(kind)-\(String(letters))".prefix(50))
  }
}
