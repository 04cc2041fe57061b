package import SlipwayAnswers
package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Changes any of a database's settings: what is left out stays, `null` clears. Its running server is told by the next
/// deployment; a password by `changePassword` only.
package enum DatabaseUpdate<Engine: DatabaseEngine>: Procedure {
  package static var name: String { "\(Engine.kind).update" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String {
    "Changes a \(Engine.label) database's settings; fields that are left out stay, null clears"
  }

  package static func access(_ input: DatabaseRequest<Engine, DatabaseUpdateFields>) -> Access {
    let own = Access.subject(.database(input.id), .write)
    guard let environment = input.fields.environmentId else { return own }
    return .all([own, .subject(.environment(environment), .write)])
  }

  package static func run(
    _ input: DatabaseRequest<Engine, DatabaseUpdateFields>, _ call: Call
  ) async throws -> DatabaseRow<Engine> {
    let fields = input.fields
    let members = try SettingsOverlay.members(of: fields)
    for (field, value) in members { try LaterApplicationFields.check(field, value) }
    let ports = fields.ports
    try await DatabasePorts.requireFree(ports, of: input.id, call)
    let database = try await DatabaseChange.keep(input.id, of: Engine.kind, call) { database, tx in
      let name = database.name
      try changeOwnFields(&database, fields)
      try SiblingNames(call).check(database.deployable, before: name, tx)
      try changeSettings(&database.settings, fields)
      try changeSecrets(&database.secrets, fields)
      database.runtime = try SettingsOverlay.apply(members, to: database.runtime, defaults: RuntimeSettings())
      try DatabasePorts.replace(ports, of: database, call, tx)
    }
    return try await DatabaseRow.read(database, call)
  }

  private static func changeOwnFields(_ database: inout Database, _ fields: DatabaseUpdateFields) throws {
    if let typed = fields.name { database.name = try TypedText.name(typed) }
    database.description = try TypedText.description(fields.description.applied(to: database.description))
    database.environmentID = fields.environmentId ?? database.environmentID
    if let status = fields.applicationStatus, status != database.status {
      throw SlipwayError.invalid("applicationStatus", "is what was observed and cannot be set; leave it out")
    }
  }

  /// What the server was made with at its first start stays with it: another name would only be told to nobody.
  private static func changeSettings(_ settings: inout DatabaseSettings, _ fields: DatabaseUpdateFields) throws {
    if let image = fields.dockerImage { settings.dockerImage = image.trimmingSpaces() }
    settings.databaseName = fields.databaseName ?? settings.databaseName
    settings.databaseUser = fields.databaseUser ?? settings.databaseUser
    settings.replicaSets = fields.replicaSets.applied(to: settings.replicaSets, default: false)
    settings.sqldNode = fields.sqldNode ?? settings.sqldNode
    settings.sqldPrimaryUrl = fields.sqldPrimaryUrl.applied(to: settings.sqldPrimaryUrl)
    settings.enableNamespaces = fields.enableNamespaces ?? settings.enableNamespaces
  }

  private static func changeSecrets(_ secrets: inout DatabaseSecrets, _ fields: DatabaseUpdateFields) throws {
    switch fields.env {
    case .keep: break
    case .clear: secrets.env = Secret("")
    case .set(let typed): secrets.env = try TypedText.environment(typed, keeping: secrets.env, field: "env")
    }
    if let typed = fields.databasePassword, typed != Secret.mask { secrets.password = Secret(typed) }
    if Engine.hasRoot, let typed = fields.databaseRootPassword, typed != Secret.mask {
      secrets.rootPassword = Secret(typed)
    }
  }
}

/// Every published field of a database of any engine, each optional.
package struct DatabaseUpdateFields: Codable, Sendable {
  package var name: String?
  /// Accepted; a service's name never changes.
  package var appName: String?
  package var description: Patch<String>
  package var environmentId: ID<Environment>?
  package var applicationStatus: Deployable.Status?
  /// Accepted; it cannot be changed.
  package var createdAt: String?

  package var dockerImage: String?
  package var databaseName: String?
  package var databaseUser: String?
  package var databasePassword: String?
  package var databaseRootPassword: String?
  package var replicaSets: Patch<Bool>
  package var sqldNode: DatabaseSettings.Node?
  package var sqldPrimaryUrl: Patch<String>
  package var enableNamespaces: Bool?
  package var env: Patch<String>
  package var externalPort: Patch<Int>
  package var externalGRPCPort: Patch<Int>
  package var externalAdminPort: Patch<Int>

  package var replicas: Int?
  package var command: Patch<String>
  package var args: Patch<[String]>
  package var memoryReservation: Patch<String>
  package var memoryLimit: Patch<String>
  package var cpuReservation: Patch<String>
  package var cpuLimit: Patch<String>
  package var healthCheckSwarm: Patch<Strict<SwarmHealthCheck>>
  package var restartPolicySwarm: Patch<Strict<SwarmRestartPolicy>>
  package var placementSwarm: Patch<Strict<SwarmPlacement>>
  package var updateConfigSwarm: Patch<Strict<SwarmUpdateConfig>>
  package var rollbackConfigSwarm: Patch<Strict<SwarmUpdateConfig>>
  package var modeSwarm: Patch<Strict<SwarmMode>>
  package var labelsSwarm: Patch<[String: String]>
  package var networkSwarm: Patch<Strict<[SwarmNetwork]>>
  package var stopGracePeriodSwarm: Patch<Int>
  package var endpointSpecSwarm: Patch<Strict<SwarmEndpointSpec>>
  package var ulimitsSwarm: Patch<Strict<[SwarmUlimit]>>
  package var detachDokployNetwork: Bool?
  package var networkIds: Patch<[String]>

  /// The ports that were named, `nil` for those that are to be closed.
  var ports: [String: Int?] {
    var ports: [String: Int?] = [:]
    for (field, patch) in [
      ("externalPort", externalPort), ("externalGRPCPort", externalGRPCPort),
      ("externalAdminPort", externalAdminPort),
    ] {
      switch patch {
      case .keep: break
      case .clear: ports[field] = .some(nil)
      case .set(let port): ports[field] = port
      }
    }
    return ports
  }
}
