/// A value as Redis says it (RESP 2).
enum RESPValue: Sendable, Hashable {
  case text(String)
  case integer(Int)
  /// A refusal; its first word is its kind.
  case error(String)
  case list([RESPValue])
  case null

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var list: [RESPValue]? {
    if case .list(let values) = self { values } else { nil }
  }

  var integer: Int? {
    if case .integer(let number) = self { number } else { nil }
  }
}

/// What Redis refused, in its words, or how the connection to it ended.
struct RedisError: Error, CustomStringConvertible {
  /// What can be done about it.
  enum Kind: Sendable {
    /// The server or the way to it is away: try again.
    case away
    /// No waiting mends it: a wrong password, a wrong certificate, a server that is no Redis.
    case refused
    /// One command was refused.
    case command
  }
  var kind: Kind
  var description: String

  /// - Parameter words: of an error reply.
  init(reply words: String) {
    let final = ["WRONGPASS", "NOAUTH", "NOPERM", "ERR invalid password", "ERR AUTH", "ERR DB index"]
    kind =
      final.contains(where: words.hasPrefix)
      ? .refused : ["LOADING", "MASTERDOWN", "READONLY"].contains(where: words.hasPrefix) ? .away : .command
    description = words
  }

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
