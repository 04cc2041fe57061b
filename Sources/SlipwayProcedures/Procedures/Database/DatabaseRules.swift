import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What a database's settings must hold to, whichever procedure changes them.
enum DatabaseRules {
  private static let symbols = "@#%^&*()_+-=[]{}|;:,.<>?~`"

  /// - Parameter before: as it is stored; `nil` of a new one.
  /// - Throws: ``SlipwayError`` naming every refused field.
  static func check(_ database: Database, beside before: Database?) throws {
    var problems = ValidationProblems()
    let engine = DatabaseEngines.engine(database.settings.engine)
    if database.settings != before?.settings { checkSettings(database, engine, &problems) }
    checkPassword(database.secrets.password, "databasePassword", &problems)
    if let root = database.secrets.rootPassword { checkPassword(root, "databaseRootPassword", &problems) }
    if database.runtime != before?.runtime { RuntimeRules.check(database.runtime, &problems) }
    checkExclusive(database.runtime, &problems)
    try problems.throwIfAny()
    if let before { try checkDataPath(database, before, engine) }
  }

  static func checkPassword(_ password: Secret, _ field: String, _ problems: inout ValidationProblems) {
    let text = password.reveal()
    let fits = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || symbols.contains($0)) }
    problems.require(
      !text.isEmpty && text.utf8.count <= 128 && fits, field,
      "must have 1 to 128 letters, digits and \(symbols)")
  }

  /// Two servers on one volume would spoil it.
  private static func checkExclusive(_ runtime: RuntimeSettings, _ problems: inout ValidationProblems) {
    problems.require(runtime.replicas <= 1, "replicas", "must be 1: two servers on one volume would spoil it")
    let mode = runtime.modeSwarm
    problems.require(
      mode == nil || (mode?.Replicated != nil && (mode?.Replicated?.Replicas ?? 1) <= 1), "modeSwarm",
      "must be Replicated with one replica")
    for (field, config) in [
      ("updateConfigSwarm", runtime.updateConfigSwarm), ("rollbackConfigSwarm", runtime.rollbackConfigSwarm),
    ] {
      problems.require(
        config?.Order ?? "stop-first" == "stop-first", field,
        "Order must be stop-first: two servers on one volume would spoil it")
    }
  }

  private static func checkSettings(
    _ database: Database, _ engine: any DatabaseEngine.Type, _ problems: inout ValidationProblems
  ) {
    problems.check("dockerImage") {
      let image = try ImageReference(parsing: database.settings.dockerImage)
      guard let other = Self.maker(of: image), other != engine.kind else { return }
      throw SlipwayError.invalid(
        "dockerImage", "is \(DatabaseEngines.engine(other).label); this database is \(engine.label)")
    }
    engine.check(database, &problems)
  }

  /// The engine whose image it plainly is, by the last part of its name; of others nobody knows what is in them.
  private static func maker(of image: ImageReference) -> Database.Engine? {
    switch image.name.split(separator: "/").last {
    case "postgres", "postgresql", "postgis", "pgvector", "timescaledb": .postgres
    case "mysql", "mysql-server": .mysql
    case "mariadb": .mariadb
    case "mongo", "mongodb", "mongodb-community-server": .mongo
    case "redis", "valkey", "redis-stack-server": .redis
    case "libsql-server": .libsql
    default: nil
    }
  }

  /// Another version may keep its data elsewhere: it would begin empty, and on no volume.
  private static func checkDataPath(
    _ database: Database, _ before: Database, _ engine: any DatabaseEngine.Type
  ) throws {
    let paths = try [database, before].map {
      engine.dataPath(of: try ImageReference(parsing: $0.settings.dockerImage))
    }
    guard paths[0] != paths[1] else { return }
    throw SlipwayError.invalid(
      "dockerImage",
      "keeps its data in \(paths[0]), the present one in \(paths[1]): make a new database with this image, "
        + "and restore a backup of this one into it")
  }
}
