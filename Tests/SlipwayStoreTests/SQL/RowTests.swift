import SlipwayCore
import SlipwayStore
import Testing

@Suite struct RowTests {
  private let row = Row(columns: RowColumns(["id", "count", "note"]), values: [.text("x"), .integer(3), .null])

  @Test func `columns are read by name`() throws {
    let (id, count, note): (String, Int, String?) = (try row["id"], try row["count"], try row["note"])
    #expect(id == "x" && count == 3 && note == nil)
  }

  @Test func `a missing column and a wrong type say which`() {
    #expect { let _: String = try row["nothing"] } throws: { "\($0)".contains("'nothing'") }
    #expect { let _: Int = try row["id"] } throws: { "\($0)".contains("'id'") }
    #expect { let _: String = try row["note"] } throws: { "\($0)".contains("'note'") }
  }
}
