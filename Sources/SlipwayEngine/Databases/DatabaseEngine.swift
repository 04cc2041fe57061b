package import SlipwayCore

/// The facts of one database product. A new product is one file that conforms, and one line in ``DatabaseEngines/all``.
///
/// Whatever is asked of a server or told to it is a ``DatabaseQuery``: a command of its own image, run within its
/// container. A dump writes to its output and a restore reads from its input, so that both can be streamed.
package protocol DatabaseEngine: Sendable {
  static var kind: Database.Engine { get }
  /// As its makers write it.
  static var label: String { get }
  /// The image's name, and tags of it that exist, the newest first.
  static var image: (name: String, tags: [String]) { get }
  /// Where clients connect; the first is the one in the connection string.
  static var ports: [DatabasePort] { get }
  /// Whether it has an administrator beside the user that applications connect as.
  static var hasRoot: Bool { get }
  /// Where the data is in a container of this image.
  static func dataPath(of image: ImageReference) -> String
  /// What the image reads at its start, before what the user typed.
  static func environment(of database: Database) -> [EnvironmentVariables.Variable]
  /// Who administers a server, by the variables that its container was started with; `nil` when they do not say.
  static func administrator(in environment: [String: String]) -> BackupCredentials?
  /// What the server reads besides.
  static func files(of database: Database) -> [DatabaseFile]
  /// The words that the container is started with where the image's own do not do; `nil` leaves these.
  static func arguments(of database: Database) -> [String]?
  /// Asks, within the container, for an answer that only a login with its credentials gets; `nil` where the image has
  /// no client.
  /// - Parameter asRoot: with the administrator's, where there is one beside the user.
  static func login(to database: Database, asRoot: Bool) -> DatabaseQuery?
  /// Changes the password of the server within the container; `nil` where the engine takes it from its environment only.
  static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery?
  /// Whether the server takes its password anew at every start, and not only at its first.
  static var readsPasswordAtStart: Bool { get }
  /// Writes all of one database to its output, as it was at one moment; `nil` where no client can: then a copy of its
  /// volume at rest is the backup.
  /// - Parameter name: of the database on the server; checked by ``isName(_:)``.
  static func dump(of database: Database, named name: String) -> DatabaseQuery?
  /// Reads from its input what ``dump(of:named:)`` wrote, over what is there.
  static func restore(to database: Database, named name: String) -> DatabaseQuery?
  /// Whether there is such a client.
  static var isDumpable: Bool { get }
  /// How a file with a compressed dump ends, as published.
  static var dumpEnding: String { get }
  /// What a database is made of, for one and for several.
  static var parts: (one: String, several: String) { get }
  /// Counts ``parts`` of one database, as a number in its output; of engines that are dumped.
  static func probe(of database: Database, named name: String) -> DatabaseQuery?
  /// - Parameter place: host and port.
  static func url(of database: Database, at place: String) -> String
  /// Whether the names and passwords that it is created with are there and fit.
  static func check(_ database: Database, _ problems: inout ValidationProblems)
}

/// A port of a database's container.
package struct DatabasePort: Sendable, Hashable {
  /// The field of the published API that publishes it.
  package var field: String
  package var number: Int
  /// What it speaks, for a person.
  package var label: String

  package init(_ field: String, _ number: Int, _ label: String) {
    self.field = field
    self.number = number
    self.label = label
  }
}

extension DatabaseEngine {
  package static var hasRoot: Bool { false }
  package static func login(to database: Database) -> DatabaseQuery? { login(to: database, asRoot: false) }
  package static var readsPasswordAtStart: Bool { false }
  package static var port: Int { ports[0].number }
  package static var defaultImage: String { image.tags.first.map { "\(image.name):\($0)" } ?? image.name }
  package static var isDumpable: Bool { false }
  package static var dumpEnding: String { "sql.gz" }
  package static var parts: (one: String, several: String) { ("table", "tables") }
  package static func administrator(in environment: [String: String]) -> BackupCredentials? { nil }
  package static func files(of database: Database) -> [DatabaseFile] { [] }
  package static func arguments(of database: Database) -> [String]? { nil }
  package static func dump(of database: Database, named name: String) -> DatabaseQuery? { nil }
  package static func restore(to database: Database, named name: String) -> DatabaseQuery? { nil }
  package static func probe(of database: Database, named name: String) -> DatabaseQuery? { nil }

  /// Where applications of this installation connect.
  package static func insideURL(of database: Database) -> String {
    url(of: database, at: "\(database.appName):\(port)")
  }

  /// Whether it may be the name of a database or a user: then it needs no quoting anywhere, and is no option.
  package static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 63 && name.first?.isNumber == false && name.first != "-"
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
  }

  static func checkName(_ name: String?, _ field: String, _ problems: inout ValidationProblems) {
    problems.require(
      isName(name ?? ""), field, "must have 1 to 63 letters, digits, '_' and '-', and begin with a letter or '_'")
  }

  /// `scheme://user:password@place/path`, with everything in it percent-encoded that must be.
  static func url(scheme: String, user: String, _ password: Secret, at place: String, path: String) -> String {
    "\(scheme)://\(user.percentEncoded):\(password.reveal().percentEncoded)@\(place)\(path)"
  }
}
