import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Creates a database with names and passwords of its own, and deploys it when that was asked for.
enum CreateDatabaseForm: FormAction {
  static let name = "create-database"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    guard let kind = Database.Engine(rawValue: fields.text("engine")) else {
      throw SlipwayError.invalid("engine", "is no engine that there is")
    }
    let answer = try await create(kind, fields, desk)
    guard let id = answer[DatabaseEngines.engine(kind).idField]?.stringValue else { return .back }
    if fields["then"] == "deploy" {
      let named = [DatabaseEngines.engine(kind).idField: JSONValue.string(id), "wait": .bool(false)]
      try await desk.call("\(kind).deploy", named)
    }
    return .next("/databases/\(id)")
  }

  private static func create(_ kind: Database.Engine, _ fields: TextFields, _ desk: Desk) async throws -> JSONValue {
    func typed(_ name: String, or standard: String) -> JSONValue {
      let text = fields.text(name)
      return .string(text.isEmpty ? standard : text)
    }
    let input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
      "appName": .string(try appName(kind, fields)), "dockerImage": .string(fields.text("dockerImage-\(kind)")),
      "description": .null, "databaseName": typed("databaseName", or: "app"),
      "databaseUser": typed("databaseUser", or: "app"), "databasePassword": .string(fields["databasePassword"] ?? ""),
      "replicaSets": fields.flag("replicaSets"), "sqldNode": "primary", "sqldPrimaryUrl": .null,
      "enableNamespaces": .bool(false), "serverId": .null,
    ]
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
