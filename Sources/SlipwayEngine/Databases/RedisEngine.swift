package import SlipwayCore

/// Redis, as its official image runs it.
package enum RedisEngine: DatabaseEngine {
  package static let kind = Database.Engine.redis
  package static let label = "Redis"
  package static let image = (name: "redis", tags: ["8", "7", "7-alpine", "6"])
  package static let ports = [DatabasePort("externalPort", 6379, "Redis")]
  package static let readsPasswordAtStart = true
  private static let settingsPath = "/etc/slipway/redis.conf"

  package static func dataPath(of image: ImageReference) -> String { "/data" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    [.init(name: "REDIS_PASSWORD", value: database.secrets.password.reveal())]
  }

  /// The image takes no password from its environment, and an argument would be seen by everybody who may list
  /// processes.
  package static func files(of database: Database) -> [DatabaseFile] {
    let settings = """
      requirepass "\(database.secrets.password.reveal())"
      dir /data
      appendonly yes

      """
    return [DatabaseFile(path: settingsPath, content: Secret(settings))]
  }

  package static func arguments(of database: Database) -> [String]? { ["redis-server", settingsPath] }

  package static func login(to database: Database, asRoot: Bool) -> DatabaseQuery? {
    query(database, ["PING"], expects: "PONG")
  }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    var query = query(database, [], expects: "OK")
    query.input = Secret("CONFIG SET requirepass \"\(password.reveal())\"\n")
    return query
  }

  package static func url(of database: Database, at place: String) -> String {
    url(scheme: "redis", user: "default", database.secrets.password, at: place, path: "")
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {}

  private static func query(_ database: Database, _ words: [String], expects: String) -> DatabaseQuery {
    DatabaseQuery(
      ["redis-cli", "--no-auth-warning"] + words, environment: ["REDISCLI_AUTH": database.secrets.password],
      expects: expects)
  }
}
