package import SlipwayAnswers
package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Whether a call answers when it is done; published clients do not say, and wait.
package struct WaitingFields: Codable, Sendable {
  package var wait: Bool?
}

/// Puts a database's present settings into service.
package enum DatabaseDeploy<Engine: DatabaseEngine>: Procedure {
  package static var name: String { "\(Engine.kind).deploy" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Deploys a \(Engine.label) database; it is done when a login is accepted" }

  package static func access(_ input: DatabaseRequest<Engine, WaitingFields>) -> Access {
    .subject(.database(input.id), .deploy)
  }

  package static func run(
    _ input: DatabaseRequest<Engine, WaitingFields>, _ call: Call
  ) async throws -> DatabaseRow<Engine> {
    try await DatabaseRow.read(
      DatabaseQueue.deploy(input.id, of: Engine.kind, .deploy, waits: input.fields.wait ?? true, call), call)
  }
}

/// Puts the present image into service with the present settings.
package enum DatabaseReload<Engine: DatabaseEngine>: Procedure {
  /// What the published API asks for.
  package struct Fields: Codable, Sendable {
    /// Accepted as published; the identifier decides.
    package var appName: String
    package var wait: Bool?
  }

  package static var name: String { "\(Engine.kind).reload" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Restarts a \(Engine.label) database with its present settings" }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .deploy)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> Bool {
    _ = try await DatabaseQueue.deploy(input.id, of: Engine.kind, .reload, waits: input.fields.wait ?? true, call)
    return true
  }
}

/// Deletes a database's volumes with all data and makes it anew.
package enum DatabaseRebuild<Engine: DatabaseEngine>: Procedure {
  package static var name: String { "\(Engine.kind).rebuild" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Deletes all data of a \(Engine.label) database and makes it anew" }

  package static func access(_ input: DatabaseRequest<Engine, WaitingFields>) -> Access {
    .subject(.database(input.id), .delete)
  }

  package static func run(_ input: DatabaseRequest<Engine, WaitingFields>, _ call: Call) async throws -> Bool {
    _ = try await DatabaseQueue.rebuild(input.id, of: Engine.kind, waits: input.fields.wait ?? true, call)
    return true
  }
}

/// Starts a stopped database as its last release was.
package enum DatabaseStart<Engine: DatabaseEngine>: Procedure {
  package static var name: String { "\(Engine.kind).start" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Starts a stopped \(Engine.label) database" }

  package static func access(_ input: DatabaseInput<Engine>) -> Access { .subject(.database(input.id), .deploy) }

  package static func run(_ input: DatabaseInput<Engine>, _ call: Call) async throws -> DatabaseRow<Engine> {
    _ = try await call.store.read { try $0.databases.one(input.id, of: Engine.kind) }
    try await ServiceActions.start(input.id, call)
    return try await DatabaseRow.read(input.id, call)
  }
}

/// Stops a database: its server ends, its data stays.
package enum DatabaseStop<Engine: DatabaseEngine>: Procedure {
  package static var name: String { "\(Engine.kind).stop" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String {
    "Stops a \(Engine.label) database until it is started or deployed; its data stays"
  }

  package static func access(_ input: DatabaseInput<Engine>) -> Access { .subject(.database(input.id), .deploy) }

  package static func run(_ input: DatabaseInput<Engine>, _ call: Call) async throws -> DatabaseRow<Engine> {
    _ = try await call.store.read { try $0.databases.one(input.id, of: Engine.kind) }
    try await ServiceActions.stop(input.id, call)
    return try await DatabaseRow.read(input.id, call)
  }
}

/// Accepts a client's wish to show a state. The state shown is what is observed: only that one is accepted.
package enum DatabaseChangeStatus<Engine: DatabaseEngine>: Procedure {
  /// The state that the client has in mind.
  package struct Fields: Codable, Sendable {
    package var applicationStatus: Deployable.Status
  }

  package static var name: String { "\(Engine.kind).changeStatus" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Answers a \(Engine.label) database; its state is what was observed" }

  package static func access(_ input: DatabaseRequest<Engine, Fields>) -> Access {
    .subject(.database(input.id), .deploy)
  }

  package static func run(_ input: DatabaseRequest<Engine, Fields>, _ call: Call) async throws -> DatabaseRow<Engine>
  {
    try await DatabaseRow.read(input.id, call)
  }
}
