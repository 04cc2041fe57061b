import Foundation
import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct BackupNamesTests {
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

  @Test func `keys are those that published clients know`() {
    #expect(
      ObjectKey.make(plan(.database, prefix: "daily"), ending: "sql.gz", at: moment)
        == "shop-abc123/daily/2027-01-15T08-00-00-500Z.sql.gz")
    #expect(
      ObjectKey.make(plan(.volume), ending: "tar", at: moment)
        == "shop-abc123/shop-data-2027-01-15T08-00-00-500Z.tar")
  }

  @Test func `a partial object says whose it is`() {
    let run = BackupRun(
      organizationID: .random(), kind: .backup, destinationID: nil, title: "", objectKey: "a/b.sql.gz",
      createdAt: moment)
    let partial = ObjectKey.partial(of: run)
    #expect(partial.hasPrefix("a/b.sql.gz."))
    #expect(ObjectKey.run(ofPartial: ObjectKey.parts(of: partial).name) == run.id)
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

  @Test(arguments: [
    ("postgres:16", "postgres:16"), ("postgres:15-alpine", "postgres:15-alpine"),
    ("docker.io/library/postgres:15", "docker.io/library/postgres:15"),
    ("slipway/other-app-abc123:d-1", "postgres:17"),
    ("sha256:0123456789", "postgres:17"), ("ghcr.io/victim/private:1", "postgres:17"), ("--help", "postgres:17"),
    ("registry.test/postgres:16", "postgres:17"), ("", "postgres:17"),
  ])
  func `a drill takes from a manifest no other image than the database's own, in another version`(
    named: String, expected: String
  ) throws {
    let own = try ImageReference(parsing: "postgres:17")
    #expect(DrillImage.choose(named, own: own).description == expected)
    #expect(DrillImage.choose(nil, own: own) == own)
  }

  @Test func `what rclone lists is read line by line`() {
    let line =
      #"{"Path":"x.tar","Name":"x.tar","Size":12,"ModTime":"2026-11-26T10:41:40Z","IsDir":false,"Tier":"STANDARD"},"#
    let object = StoredObject(line: line, folder: "a/b")
    #expect(object?.key == "a/b/x.tar")
    #expect(object?.size == 12)
    for other in ["[", "]", "2026/11/26 ERROR : x", ""] { #expect(StoredObject(line: other, folder: "") == nil) }
  }

  @Test func `amounts are said in words`() {
    #expect(ByteWords.text(0) == "0 bytes")
    #expect(ByteWords.text(1536) == "1.5 KiB")
    #expect(ByteWords.text(2 << 30) == "2 GiB")
  }

  @Test func `credentials go into the file and nowhere else`() {
    var destination = Destination(
      organizationID: .random(), name: "x", bucket: "b", endpoint: "https://s3.example.org", accessKey: "AKIA",
      secretAccessKey: Secret("top-secret"), createdAt: moment)
    let text = RcloneConfiguration.text(of: destination).reveal()
    #expect(text.hasPrefix("[destination]\ntype = s3\nprovider = Other\n"))
    #expect(text.contains("secret_access_key = top-secret\n"))
    destination.provider = "AWS"
    #expect(RcloneConfiguration.text(of: destination).reveal().contains("provider = AWS\n"))
    let failure = SlipwayError(.commandFailed, "top-secret: SignatureDoesNotMatch", details: ["output": "top-secret"])
    let told = RcloneFailure.error(failure, Redaction(RcloneConfiguration.secrets(of: destination)))
    #expect(!told.message.contains("top-secret"))
    #expect(told.message.hasPrefix("The secret access key is not"))
  }
}
