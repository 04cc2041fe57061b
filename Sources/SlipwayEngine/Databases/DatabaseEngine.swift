import Foundation
package import SlipwayCore
import SlipwayHost

/// The facts of one database product. A new product is one file that conforms, and one line in ``DatabaseEngines/all``.
package protocol DatabaseEngine: Sendable {
  static var kind: Database.Engine { get }
  /// As its makers write it.
  static var label: String { get }
  /// The image's name, and tags of it that exist, the newest first.
  static var image: (name: String, tags: [String]) { get }
  /// Where clients connect; the first is the one in the connection string.
  static var ports: [DatabasePort] { get }
  /// Where the data is in a container of this image.
  static func dataPath(of image: ImageReference) -> String
  /// What the image reads at its start, before what the user typed.
  static func environment(of database: Database) -> [EnvironmentVariables.Variable]
  /// The words that the container is started with where the image's own do not do; `nil` leaves these.
  static func arguments(of database: Database) -> [String]?
  /// Asks, within the container, for an answer that only a login with its credentials gets; `nil` where the image has
  /// no client.
  static func login(to database: Database) -> DatabaseQuery?
  /// Changes the password of the server within the container; `nil` where the engine takes it from its environment only.
  static func passwordChange(of database: Database, to password: Secret, isRoot: Bool) -> DatabaseQuery?
  /// Whether the server takes its password from its environment at every start, and not only at its first.
  static var readsPasswordAtStart: Bool { get }
  /// - Parameter place: host and port.
  static func url(of database: Database, at place: String, isInside: Bool) -> String
  /// Whether the names and passwords that it is created with are there and fit.
  static func check(_ database: Database, _ problems: inout ValidationProblems)
}

/// A port of a database's container.
package struct DatabasePort: Sendable, Hashable {
  /// The field of the published API that publishes it.
  package var field: String
  package var number: Int

  package init(_ field: String, _ number: Int) {
    self.field = field
    self.number = number
  }
}

/// A command that is run within a database's container. Secrets are in its environment: its words can be seen by others.
package struct DatabaseQuery: Sendable, Hashable {
  package var words: [String]
  package var environment: [String: Secret]
  /// What its output must contain; `nil` where its exit code says it all.
  package var expects: String?

  package init(_ words: [String], environment: [String: Secret] = [:], expects: String? = nil) {
    self.words = words
    self.environment = environment
    self.expects = expects
  }
}

extension DatabaseEngine {
  package static var readsPasswordAtStart: Bool { false }
  package static var port: Int { ports[0].number }
  package static var defaultImage: String { image.tags.first.map { "\(image.name):\($0)" } ?? image.name }
  package static func arguments(of database: Database) -> [String]? { nil }

  /// `scheme://user:password@place/path`, with everything in it percent-encoded that must be.
  static func url(scheme: String, user: String, _ password: Secret, at place: String, path: String) -> String {
    "\(scheme)://\(encode(user)):\(encode(password.reveal()))@\(place)\(path)"
  }

  /// What RFC 3986 lets stand everywhere.
  private static var plain: CharacterSet {
    CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
  }

  static func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
  }

  /// The words and letters that a name of a database or a user may have, so that it needs no quoting anywhere.
  static func checkName(_ name: String?, _ field: String, _ problems: inout ValidationProblems) {
    let text = name ?? ""
    let fits =
      !text.isEmpty && text.utf8.count <= 63 && text.first?.isNumber == false
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) } && text.first != "-"
    problems.require(fits, field, "must have 1 to 63 letters, digits, '_' and '-', and begin with a letter or '_'")
  }
}
