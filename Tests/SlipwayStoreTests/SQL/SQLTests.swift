import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@Suite struct SQLTests {
  @Test func `interpolated values are bound and never pasted`() {
    let name = "'; DROP TABLE project; --"
    let sql: SQL = "SELECT * FROM project WHERE name = \(name) AND port = \(80) OR name = \(name)"
    #expect(sql.text == "SELECT * FROM project WHERE name = $1 AND port = $2 OR name = $3")
    #expect(sql.values == [.text(name), .integer(80), .text(name)])
  }

  @Test func `a part inside a statement continues its numbers`() {
    let nothing: String? = nil
    let part: SQL = "a = \(1) AND b = \("x")"
    let sql: SQL = "WHERE z = \(true) AND (\(part)) AND c = \(nothing)"
    #expect(sql.text == "WHERE z = $1 AND (a = $2 AND b = $3) AND c = $4")
    #expect(sql.values == [.integer(1), .integer(1), .text("x"), .null])
  }

  @Test func `a list binds each of its values and an empty one matches nothing`() {
    #expect(("x IN \(list: ["a", "b"])" as SQL).text == "x IN ($1, $2)")
    #expect(("x IN \(list: [String]())" as SQL).text == "x IN (NULL)")
  }

  @Test func `parts are joined with their values in order`() {
    let sql = SQL.joined(["a = \(1)", "b = \(2)"], separator: " OR ")
    #expect(sql.text == "a = $1 OR b = $2")
    #expect(sql.values == [.integer(1), .integer(2)])
  }

  @Test(arguments: [0.0, 1_700_000_000.123, -1.5, 4_102_444_800.999])
  func `dates are milliseconds`(seconds: Double) {
    let date = Date(timeIntervalSince1970: seconds)
    #expect(date.sqlValue == .integer(Int64((seconds * 1000).rounded())))
    #expect(Date(sqlValue: date.sqlValue) == date)
  }

  @Test func `a value of another type is refused`() {
    #expect(Int(sqlValue: .text("1")) == nil)
    #expect(String(sqlValue: .null) == nil)
    #expect(DeploymentStatus(sqlValue: .text("flying")) == nil)
    #expect(Optional<String>(sqlValue: .null) == .some(nil))
    #expect(Optional<String>(sqlValue: .integer(1)) == nil)
    #expect(Duration(sqlValue: Duration.milliseconds(1500).sqlValue) == .milliseconds(1500))
  }
}
