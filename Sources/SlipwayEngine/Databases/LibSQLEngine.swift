import Foundation
package import SlipwayCore

/// libSQL's server, as its published image runs it.
package enum LibSQLEngine: DatabaseEngine {
  package static let kind = Database.Engine.libsql
  package static let label = "libSQL"
  package static let image = (name: "ghcr.io/tursodatabase/libsql-server", tags: ["v0.24.32"])
  package static let ports = [
    DatabasePort("externalPort", 8080, "HTTP"), DatabasePort("externalGRPCPort", 5001, "gRPC"),
    DatabasePort("externalAdminPort", 5000, "Admin"),
  ]
  package static let readsPasswordAtStart = true

  package static func dataPath(of image: ImageReference) -> String { "/var/lib/sqld" }

  package static func environment(of database: Database) -> [EnvironmentVariables.Variable] {
    let user = database.settings.databaseUser ?? ""
    let credentials = Data("\(user):\(database.secrets.password.reveal())".utf8).base64EncodedString()
    var found: [EnvironmentVariables.Variable] = [
      .init(name: "SQLD_NODE", value: database.settings.sqldNode.rawValue),
      .init(name: "SQLD_HTTP_AUTH", value: "basic:\(credentials)"),
    ]
    if database.settings.sqldNode == .replica, let primary = database.settings.sqldPrimaryUrl {
      found.append(.init(name: "SQLD_PRIMARY_URL", value: primary))
    }
    return found
  }

  package static func arguments(of database: Database) -> [String]? {
    ["sqld", "--db-path", "iku.db", "--http-listen-addr", "0.0.0.0:8080", "--grpc-listen-addr", "0.0.0.0:5001"]
      + ["--admin-listen-addr", "0.0.0.0:5000"] + (database.settings.enableNamespaces ? ["--enable-namespaces"] : [])
  }

  package static func login(to database: Database, asRoot: Bool) -> DatabaseQuery? { nil }

  package static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery? {
    nil
  }

  package static func url(of database: Database, at place: String) -> String {
    url(scheme: "http", user: database.settings.databaseUser ?? "", database.secrets.password, at: place, path: "")
  }

  package static func check(_ database: Database, _ problems: inout ValidationProblems) {
    checkName(database.settings.databaseUser, "databaseUser", &problems)
    let primary = database.settings.sqldPrimaryUrl ?? ""
    let isReplica = database.settings.sqldNode == .replica
    problems.require(
      !isReplica || primary.hasPrefix("http://") || primary.hasPrefix("https://"), "sqldPrimaryUrl",
      "must be the primary's address, such as http://name:5001")
  }
}
