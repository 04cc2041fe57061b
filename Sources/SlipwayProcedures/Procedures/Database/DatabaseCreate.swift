package import SlipwayAnswers
package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Creates a database with a volume for its data; nothing runs until it is deployed.
package enum DatabaseCreate<Engine: DatabaseEngine>: Procedure {
  /// What the published API asks for; which of it must be there depends on the engine.
  package struct Input: Codable, Sendable {
    package var name: String
    package var appName: String?
    package var dockerImage: String?
    package var environmentId: ID<Environment>
    package var description: String?
    package var databaseName: String?
    package var databaseUser: String?
    /// A blank one is made up.
    package var databasePassword: String?
    package var databaseRootPassword: String?
    package var replicaSets: Bool?
    package var sqldNode: DatabaseSettings.Node?
    package var sqldPrimaryUrl: String?
    package var enableNamespaces: Bool?
    package var serverId: String?
    /// One that a deleted database has left, in the place of a new one; what is left out or blank is as that one had it.
    package var volumeName: String?
  }

  package static var name: String { "\(Engine.kind).create" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Creates a \(Engine.label) database in an environment" }

  package static func access(_ input: Input) -> Access {
    .all([.subject(.environment(input.environmentId), .write)] + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> DatabaseRow<Engine> {
    let insert = try insertion(input, call)
    let database = try await call.store.write { try insert($0) }
    call.publish(.organizationChanged(database.organizationID))
    return try await DatabaseRow.read(database.id, call)
  }

  /// - Returns: what inserts the database with its volume.
  /// - Throws: ``SlipwayError`` naming the field that is refused.
  static func insertion(_ input: Input, _ call: Call) throws -> @Sendable (Transaction) throws -> Database {
    let placement = Placement(input.serverId)
    guard input.volumeName == nil || placement.access.isEmpty else {
      throw SlipwayError.invalid("volumeName", "volumes that are left are offered on this machine only; leave it out")
    }
    let name = try TypedText.name(input.name)
    if let typed = input.appName { try AppName.validate(typed: typed) }
    let typed = input.appName ?? "\(Engine.kind)-\(name)"
    let organization = try call.organization()
    return { tx in
      // What is not typed is as the volume's last database had it.
      let held = try input.volumeName.flatMap { try tx.volumeClaims.held($0, of: organization) }
      var database = try draft(input, name, held, call)
      database.serverID = try placement.check(tx)
      if let held { try LeftData.check(held, fits: database) }
      try DatabaseRules.check(database, beside: nil)
      database.appName = try FreeName.find(typed: typed, tx)
      try SiblingNames(call).check(database.deployable, tx)
      try tx.databases.insert(database)
      try insertVolume(of: database, named: input.volumeName, call, tx)
      return database
    }
  }

  private static func draft(
    _ input: Input, _ name: String, _ held: HeldDatabase?, _ call: Call
  ) throws -> Database {
    // Of another engine nothing fits; that is refused afterwards.
    let held = held?.settings.engine == Engine.kind ? held : nil
    let settings = settings(input, held?.settings)
    var database = Database(
      organizationID: try call.organization(), environmentID: input.environmentId, name: name, appName: "",
      settings: settings, createdAt: call.now())
    database.description = try TypedText.description(input.description)
    database.secrets.password = password(input.databasePassword, held?.secrets.password)
    if Engine.hasRoot {
      // With `root` as its user, both are one.
      let isRoot = settings.databaseUser == "root"
      database.secrets.rootPassword =
        isRoot ? database.secrets.password : password(input.databaseRootPassword, held?.secrets.rootPassword)
    }
    if Engine.kind == .mongo {
      database.secrets.replicaSetKey =
        held?.secrets.replicaSetKey ?? Secret(RandomText.token() + RandomText.token())
    }
    return database
  }

  private static func settings(_ input: Input, _ held: DatabaseSettings?) -> DatabaseSettings {
    func text(_ typed: String?, _ held: String?) -> String? {
      let typed = typed?.trimmingSpaces()
      return typed?.isEmpty ?? true ? held ?? typed : typed
    }
    var settings = DatabaseSettings(
      engine: Engine.kind, dockerImage: text(input.dockerImage, held?.dockerImage) ?? Engine.defaultImage)
    if settings.dockerImage.isEmpty { settings.dockerImage = Engine.defaultImage }
    settings.databaseName = text(input.databaseName, held?.databaseName)
    settings.databaseUser = text(input.databaseUser, held?.databaseUser)
    settings.replicaSets = input.replicaSets ?? held?.replicaSets ?? false
    settings.sqldNode = input.sqldNode ?? held?.sqldNode ?? .primary
    settings.sqldPrimaryUrl = input.sqldPrimaryUrl ?? held?.sqldPrimaryUrl
    settings.enableNamespaces = input.enableNamespaces ?? held?.enableNamespaces ?? false
    return settings
  }

  private static func password(_ typed: String?, _ held: Secret?) -> Secret {
    if let typed, !typed.isEmpty { return Secret(typed) }
    if let held, !held.isEmpty { return held }
    return Secret(String(RandomText.token().prefix(32)))
  }

  private static func insertVolume(
    of database: Database, named left: String?, _ call: Call, _ tx: Transaction
  ) throws {
    var mount = Mount(
      organizationID: database.organizationID, deployableID: database.id, type: .volume,
      volumeName: left ?? "\(database.appName)-data",
      mountPath: Engine.dataPath(of: try ImageReference(parsing: database.settings.dockerImage)))
    if let left {
      guard try tx.mounts.claiming(volumeName: left, on: database.serverID).isEmpty else {
        throw SlipwayError.invalid("volumeName", "is another service's: two servers on one volume would spoil it")
      }
      try MountRules.check(&mount, call, tx)
      // The database knows it from now on.
      try tx.volumeClaims.hold(nil, in: left, of: database.organizationID)
    } else if let name = mount.volumeName {
      try tx.volumeClaims.claim(name, for: database.organizationID)
    }
    try tx.mounts.insert(mount)
  }
}

extension DatabaseCreate.Input {
  /// The fields that the published API demands of this engine.
  private static var demanded: Set<String> {
    switch Engine.kind {
    case .postgres, .mysql, .mariadb: ["databaseName", "databaseUser", "databasePassword"]
    case .mongo: ["databaseUser", "databasePassword"]
    case .redis: ["databasePassword"]
    case .libsql:
      [
        "appName", "dockerImage", "description", "databaseUser", "databasePassword", "sqldNode", "sqldPrimaryUrl",
        "enableNamespaces", "serverId",
      ]
    }
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Codable & Sendable>(_ key: CodingKeys, _ type: Value.Type = Value.self) throws -> Value? {
      let isDemanded = Self.demanded.contains(key.stringValue)
      guard isDemanded else { return try fields.decodeIfPresent(Value.self, forKey: key) }
      let isNullable = ["description", "sqldPrimaryUrl", "serverId"].contains(key.stringValue)
      return isNullable
        ? try fields.decode(Null<Value>.self, forKey: key).wrappedValue : try fields.decode(Value.self, forKey: key)
    }
    name = try fields.decode(String.self, forKey: .name)
    environmentId = try fields.decode(ID<Environment>.self, forKey: .environmentId)
    appName = try value(.appName)
    dockerImage = try value(.dockerImage)
    description = try value(.description)
    databaseName = try value(.databaseName)
    databaseUser = try value(.databaseUser)
    databasePassword = try value(.databasePassword)
    databaseRootPassword = try value(.databaseRootPassword)
    replicaSets = try value(.replicaSets)
    sqldNode = try value(.sqldNode)
    sqldPrimaryUrl = try value(.sqldPrimaryUrl)
    enableNamespaces = try value(.enableNamespaces)
    serverId = try value(.serverId)
    volumeName = try fields.decodeIfPresent(String.self, forKey: .volumeName)
  }
}
