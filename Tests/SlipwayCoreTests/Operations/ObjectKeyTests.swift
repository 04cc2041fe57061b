import Foundation
import SlipwayCore
import Testing

@Suite struct ObjectKeyTests {
  private let moment = Date(timeIntervalSince1970: 1_800_000_000.5)

  private func plan(_ content: BackupPlan.Content, prefix: String = "") -> BackupPlan {
    var plan = BackupPlan(
      organizationID: .random(), content: content, deployableID: nil, destinationID: .random(),
      appName: "shop-abc123",
      schedule: "0 3 * * *", createdAt: moment)
    plan.prefix = prefix
    plan.settings.volumeName = "shop-data"
    return plan
  }

  @Test func `keys begin as published clients know them, and tell whose they are`() {
    #expect(
      ObjectKey.make(plan(.database, prefix: "daily"), ID("0123456789"), ending: "sql.gz", at: moment)
        == "shop-abc123/daily/2027-01-15T08-00-00-500Z-01234567.sql.gz")
    #expect(
      ObjectKey.make(plan(.volume), ID("0123456789"), ending: "tar", at: moment)
        == "shop-abc123/shop-data-2027-01-15T08-00-00-500Z-01234567.tar")
  }

  @Test func `a partial object says whose it is`() {
    let run = BackupRun(
      organizationID: .random(), kind: .backup, destinationID: nil, title: "", objectKey: "a/b.sql.gz",
      createdAt: moment)
    let partial = ObjectKey.partial(of: run)
    #expect(partial.hasPrefix("a/b.sql.gz."))
    #expect(ObjectKey.run(ofPartial: String(partial.dropFirst(2))) == run.id)
    #expect(ObjectKey.run(ofPartial: "b.sql.gz") == nil)
  }

  @Test func `folders are normalised and may not leave`() throws {
    #expect(try ObjectKey.prefix(" /a// b/ ") == "a/b")
    #expect(try ObjectKey.prefix("/") == "")
    for bad in ["../x", "a/../b", "a\nb", "a;b", "$(id)", "a:b"] {
      #expect(throws: SlipwayError.self) { try ObjectKey.prefix(bad) }
    }
    for bad in ["", "/a", "a//b", "a/../b", "-", "a\u{0}b", "$(id)"] where bad != "-" {
      #expect(throws: SlipwayError.self) { try ObjectKey.check(bad, field: "backupFile") }
    }
  }
}
