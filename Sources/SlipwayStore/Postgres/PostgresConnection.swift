import CPostgres
import Glibc
import SlipwayCore

/// One connection to the server, by libpq, used by one body at a time.
final class PostgresConnection: SQLConnection {
  /// Statements that one connection keeps prepared; a list in a statement gives it as many texts as lengths.
  private static let preparedLimit = 400

  private let connection: OpaquePointer
  /// The names of prepared statements by their texts.
  private var prepared: [String: String] = [:]

  var dialect: Dialect { .postgres }
  /// Nothing can be asked here any more.
  private(set) var isLost = false

  /// Connects within ten seconds.
  /// - Parameter address: a URL or key words as libpq reads them.
  /// - Throws: ``SQLError`` `lost` when nobody answers now, `unreadable` when the server refuses the address's words.
  init(_ address: Secret) throws {
    // What stands before the address holds unless the address says otherwise.
    let words: [(String, String)] = [
      ("fallback_application_name", "slipway"), ("client_encoding", "UTF8"), ("connect_timeout", "10"),
      ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "30000"), ("dbname", address.reveal()),
    ]
    if let problem = slipway_load_libpq() {
      throw SQLError(.unreadable, "libpq cannot be loaded; install the package libpq5: \(String(cString: problem))")
    }
    let made = Self.withCStrings(words.map(\.0)) { names in
      Self.withCStrings(words.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
    }
    guard let made else { throw SQLError(.other, "no memory for a connection") }
    connection = made
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    guard PQstatus(connection) == CONNECTION_OK else {
      throw Self.refusal(String(cString: PQerrorMessage(connection)))
    }
    try prepareSession()
  }

  deinit { PQfinish(connection) }

  func rows(_ sql: SQL) throws -> [Row] {
    let answer = try execute(sql)
    defer { PQclear(answer) }
    return PostgresAnswer(answer).rows
  }

  @discardableResult
  func run(_ sql: SQL) throws -> Int {
    let answer = try execute(sql)
    defer { PQclear(answer) }
    return Int(String(cString: PQcmdTuples(answer))) ?? 0
  }

  /// Runs statements without values in one round trip.
  /// - Returns: the rows of the last one.
  func script(_ sql: SQL) throws -> [Row] {
    let answer = try checked(PQexec(connection, sql.text))
    defer { PQclear(answer) }
    return PostgresAnswer(answer).rows
  }

  /// Ends the transaction with its effects.
  /// - Throws: ``SQLError`` `lost`: whether they are kept is not known. `other`: a statement of it had failed.
  func commit() throws {
    let answer = try execute("COMMIT")
    defer { PQclear(answer) }
    // After a statement that failed the server takes COMMIT for ROLLBACK, and says so only here.
    guard String(cString: PQcmdStatus(answer)) == "COMMIT" else {
      throw SQLError(.other, "a statement of the transaction had failed")
    }
  }

  /// What becomes readable when the server says something by itself.
  var socket: CInt { PQsocket(connection) }

  /// - Returns: `false` when the connection is lost.
  func consumeInput() -> Bool {
    if PQconsumeInput(connection) == 0 { isLost = true }
    return !isLost
  }

  /// The payload of the next notification that has come.
  func nextNotification() -> String? {
    guard let notification = PQnotifies(connection) else { return nil }
    defer { PQfreemem(notification) }
    return String(cString: notification.pointee.extra)
  }

  /// Takes back what a body did, as far as the server still listens.
  func rollBack() {
    guard !isLost, (try? run("ROLLBACK")) != nil else { return isLost = true }
  }

  private func prepareSession() throws {
    let version = PQserverVersion(connection)
    guard version >= 130_000 else {
      throw SQLError(.unreadable, "PostgreSQL \(version / 10_000) is too old: Slipway needs version 13 or later")
    }
    // A process that froze or whose machine is gone must not keep all the others from writing.
    for setting: SQL in [
      "SET idle_in_transaction_session_timeout = '30s'", "SET statement_timeout = '5min'",
      "SET tcp_keepalives_idle = 10", "SET tcp_keepalives_interval = 5", "SET tcp_keepalives_count = 3",
    ] { try run(setting) }
  }

  private func execute(_ sql: SQL) throws -> OpaquePointer {
    let name = try prepare(sql.text)
    let values = try sql.values.map { try $0.postgresText }
    let answer = Self.withCStrings(values) {
      PQexecPrepared(connection, name, Int32(values.count), $0, nil, nil, 0)
    }
    return try checked(answer)
  }

  private func prepare(_ text: String) throws -> String {
    if let name = prepared[text] { return name }
    if prepared.count >= Self.preparedLimit {
      PQclear(try checked(PQexec(connection, "DEALLOCATE ALL")))
      prepared = [:]
    }
    let name = "s\(prepared.count)"
    PQclear(try checked(PQprepare(connection, name, text, 0, nil)))
    prepared[text] = name
    return name
  }

  private func checked(_ answer: OpaquePointer?) throws -> OpaquePointer {
    let status = PQresultStatus(answer)
    if let answer, status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY {
      return answer
    }
    defer { PQclear(answer) }
    let state = PQresultErrorField(answer, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
    let message = PQresultErrorField(answer, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
    let isBroken = PQstatus(connection) != CONNECTION_OK
    let kind = isBroken ? .lost : SQLError.Kind(sqlState: state ?? "")
    if kind == .lost { isLost = true }
    throw SQLError(kind, message ?? String(cString: PQerrorMessage(connection)))
  }

  /// What libpq says when it could not connect has no code; what no waiting mends is known by its words.
  private static func refusal(_ message: String) -> SQLError {
    let final = [
      "authentication failed", "does not exist", "no password supplied", "no pg_hba.conf entry", "certificate",
      "does not support SSL", "invalid", "could not parse",
    ]
    let text = message.trimmingSpaces()
    return SQLError(final.contains { text.contains($0) } ? .unreadable : .lost, text)
  }

  private static func withCStrings<Result>(
    _ strings: [String?], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { $0.flatMap { UnsafePointer(strdup($0)) } } + [nil]
    defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
    var pointers = copies
    return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
  }
}
