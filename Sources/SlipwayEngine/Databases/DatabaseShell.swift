import SlipwayCore

/// The few fixed shell scripts that database containers run: no text of a user is part of one, values come by the
/// environment.
enum DatabaseShell {
  /// Stands for the container's own address in a query's words; see ``DatabaseLogin``.
  static let ownAddress = "‹own address›"

  private static let feed = "SLIPWAY_INPUT"

  /// The query with a text on its standard input, where no list of processes shows it.
  static func feeding(_ input: Secret, to query: DatabaseQuery) -> DatabaseQuery {
    var fed = query
    fed.words = ["sh", "-c", "printf '%s' \"$\(feed)\" | \"$@\"", "sh"] + query.words
    fed.environment[feed] = input
    return fed
  }
}
