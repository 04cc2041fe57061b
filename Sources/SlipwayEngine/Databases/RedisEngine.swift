package import SlipwayCore

/// Redis, as its official image runs it.
package enum RedisEngine: DatabaseEngine {
  package static let kind = Database.Engine.redis
  package static let label = "Redis"
  package static let image = (name: "redis", tags: ["8", "7", "7-alpine", "6"])
  package static let ports = [DatabasePort("externalPort", 6379)]

  package static let readsPasswordAtStart = true

  package static func dataPath(of image: ImageReference) -> String { "/data" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    [.init(name: "REDIS_PASSWORD", value: database.secrets.password.reveal())]
  }

  /// The image takes no password from its environment, and an argument would be seen by everybody who may list processes.
  /// The image's own entry point then takes root's rights away.
  private static let script = """
    printf 'requirepass "%s"\\nappendonly yes\\ndir /data\\n' "$REDIS_PASSWORD" >/tmp/redis.conf
    start=$(command -v docker-entrypoint.sh)
    exec $start redis-server /tmp/redis.conf
    """

  package static func arguments(of database: Database) -> [String]? { ["sh", "-c", script] }

  package static func login(to database: Database) -> DatabaseQuery? {
    DatabaseQuery(
      ["redis-cli", "--no-auth-warning", "PING"], environment: ["REDISCLI_AUTH": database.secrets.password],
      expects: "PONG")
  }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    DatabaseShell.feeding(
      Secret("CONFIG SET requirepass \"\(password.reveal())\"\n"),
      to: DatabaseQuery(
        ["redis-cli", "--no-auth-warning"], environment: ["REDISCLI_AUTH": database.secrets.password], expects: "OK"))
  }

  package static func url(of database: Database, at place: String, isInside: Bool) -> String {
    url(scheme: "redis", user: "default", database.secrets.password, at: place, path: "")
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {}
}
