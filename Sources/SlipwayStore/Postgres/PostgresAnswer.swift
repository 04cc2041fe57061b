import CPostgres
import SlipwayCore

/// Reads the rows of one of libpq's results.
struct PostgresAnswer {
  private let answer: OpaquePointer

  init(_ answer: OpaquePointer) { self.answer = answer }

  var rows: [Row] {
    let places = 0..<PQnfields(answer)
    let columns = RowColumns(places.map { String(cString: PQfname(answer, $0)) })
    let types = places.map { PQftype(answer, $0) }
    return (0..<PQntuples(answer)).map { row in
      Row(columns: columns, values: places.map { value(row, $0, type: types[Int($0)]) })
    }
  }

  /// - Parameter type: its number in the server's catalogue, the same in every PostgreSQL.
  private func value(_ row: CInt, _ place: CInt, type: Oid) -> SQLValue {
    guard PQgetisnull(answer, row, place) == 0, let bytes = PQgetvalue(answer, row, place) else { return .null }
    let text = String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: Int(PQgetlength(answer, row, place))), as: UTF8.self)
    switch type {
    case 16: return .integer(text == "t" ? 1 : 0)
    case 20, 21, 23, 26: return Int64(text).map(SQLValue.integer) ?? .text(text)
    // A sum of integers comes as a number without end.
    case 1700: return Int64(text).map(SQLValue.integer) ?? Double(text).map(SQLValue.double) ?? .text(text)
    case 700, 701: return Double(text).map(SQLValue.double) ?? .text(text)
    default: return .text(text)
    }
  }
}

extension SQLValue {
  /// As the server reads it, whose statement says of which type it is.
  var postgresText: String? {
    get throws {
      switch self {
      case .null: nil
      case .integer(let number): String(number)
      case .double(let number): String(number)
      case .text: try storableText
      }
    }
  }
}

extension SQLError.Kind {
  /// - Parameter sqlState: five letters and digits of the SQL standard.
  init(sqlState: String) {
    switch sqlState {
    case "23505": self = .unique
    case "23503": self = .foreignKey
    case "23502": self = .notNull
    case "40001", "40P01", "55P03", "57014", "53200", "53400": self = .busy
    case "53100", "58030": self = .full
    // No room for one more connection; going down; coming up; a standby; a plan made before the schema changed;
    // a transaction that was idle for too long.
    case "53300", "57P01", "57P02", "57P03", "25006", "0A000", "25P03": self = .lost
    default: self = sqlState.hasPrefix("08") ? .lost : .other
    }
  }
}
