package import SlipwayAnswers
package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Saves a database's environment; the next deployment applies it.
package enum DatabaseSaveEnvironment<Engine: DatabaseEngine>: Procedure {
  /// The environment as typed.
  package struct Fields: Codable, Sendable {
    @Null package var env: String?
  }

  package static var name: String { "\(Engine.kind).saveEnvironment" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String {
    "Saves a \(Engine.label) database's environment; the next deployment applies it"
  }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .write)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> Bool {
    _ = try await DatabaseChange.keep(input.id, of: Engine.kind, call) { database, _ in
      database.secrets.env = try TypedText.environment(
        input.fields.env ?? "", keeping: database.secrets.env, field: "env")
    }
    return true
  }
}

/// Moves a database to another environment.
package enum DatabaseMove<Engine: DatabaseEngine>: Procedure {
  /// Where to.
  package struct Fields: Codable, Sendable {
    package var targetEnvironmentId: ID<Environment>
  }

  package static var name: String { "\(Engine.kind).move" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Moves a \(Engine.label) database to another environment" }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .all([
      .subject(.database(input.id), .write), .subject(.environment(input.fields.targetEnvironmentId), .write),
    ])
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> DatabaseRow<Engine>
  {
    let database = try await DatabaseChange.keep(input.id, of: Engine.kind, call) { database, _ in
      database.environmentID = input.fields.targetEnvironmentId
    }
    call.publish(.organizationChanged(database.organizationID))
    return try await DatabaseRow.read(database, call)
  }
}

/// Deletes a database: its rows and its running server; its volumes only when that is said.
package enum DatabaseRemove<Engine: DatabaseEngine>: Procedure {
  /// What goes with it.
  package struct Fields: Codable, Sendable {
    /// Whether its named volumes go with all data in them; others keep what they share.
    package var deleteVolumes: Bool?
  }

  package static var name: String { "\(Engine.kind).remove" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String {
    "Deletes a \(Engine.label) database; its volumes stay unless deleteVolumes says so"
  }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .delete)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> DatabaseRow<Engine>
  {
    let now = call.now()
    let (row, begun) = try await call.store.write { tx in
      let database = try tx.databases.one(input.id, of: Engine.kind)
      let row = try DatabaseRow<Engine>(input.id, tx)
      let volumes = input.fields.deleteVolumes == true ? try tx.mounts.all(of: input.id).compactMap(\.volumeName) : []
      let begun = try DeployableRemoval.begin([database.deployable], volumes: volumes, now, tx)
      try tx.databases.delete(database.id)
      return (row, begun)
    }
    call.publish(.organizationChanged(try call.organization()))
    try await DeployableRemoval.finish(begun, call)
    return row
  }
}

/// Publishes a database on a port of the server, or no longer; deployed at once.
package enum DatabaseSaveExternalPort<Engine: DatabaseEngine>: Procedure {
  /// The port; `null` is none.
  package struct Fields: Codable, Sendable {
    @Null package var externalPort: Int?
    package var wait: Bool?
  }

  package static var name: String { "\(Engine.kind).saveExternalPort" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Publishes a \(Engine.label) database on a port of the server, or no longer" }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .write)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> DatabaseRow<Engine>
  {
    try await DatabasePorts.save(
      ["externalPort": input.fields.externalPort], of: input.id, Engine.self, waits: input.fields.wait ?? true, call)
    return try await DatabaseRow.read(input.id, call)
  }
}

/// Publishes a libSQL database's ports on the server; what is left out is published no longer.
package enum DatabaseSaveExternalPorts<Engine: DatabaseEngine>: Procedure {
  /// The ports; `null` is none.
  package struct Fields: Codable, Sendable {
    package var externalPort: Int?
    package var externalGRPCPort: Int?
    package var externalAdminPort: Int?
    package var wait: Bool?
  }

  package static var name: String { "\(Engine.kind).saveExternalPorts" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Publishes a \(Engine.label) database's ports on the server, or no longer" }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .write)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> DatabaseRow<Engine>
  {
    let fields = input.fields
    try await DatabasePorts.save(
      [
        "externalPort": fields.externalPort, "externalGRPCPort": fields.externalGRPCPort,
        "externalAdminPort": fields.externalAdminPort,
      ], of: input.id, Engine.self, waits: fields.wait ?? true, call)
    return try await DatabaseRow.read(input.id, call)
  }
}

/// Changes the password of a running server, and here.
package enum DatabaseChangePassword<Engine: DatabaseEngine>: Procedure {
  /// Whose password.
  package enum Account: String, Codable, Sendable, CaseIterable {
    case user, root
  }

  /// The new password.
  package struct Fields: Codable, Sendable {
    package var password: String
    package var type: Account?
  }

  package static var name: String { "\(Engine.kind).changePassword" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Changes the password of a running \(Engine.label) server, and here" }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .write)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> Bool {
    let isRoot = input.fields.type == .root
    var problems = ValidationProblems()
    problems.require(Engine.hasRoot || !isRoot, "type", "\(Engine.label) has no root of its own")
    DatabaseRules.checkPassword(Secret(input.fields.password), "password", &problems)
    try problems.throwIfAny()
    let (now, next) = (call.now(), Secret(input.fields.password))
    let job = try await call.store.write { tx in
      _ = try tx.databases.one(input.id, of: Engine.kind)
      return try PasswordWish.change(tx, input.id, to: next, isRoot: isRoot, now: now)
    }
    try await ServiceActions.fulfil(job, call)
    return true
  }
}
