import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct RestoreActTests {
  private typealias Content = BackupPlan.Content

  private static let fits: [(Content, Content, Bool)] = [
    (.volume, .volume, true), (.database, .database, true), (.database, .compose, true), (.compose, .database, true),
    (.volume, .database, false), (.volume, .compose, false), (.database, .volume, false), (.compose, .volume, false),
    (.panel, .database, false), (.panel, .volume, false),
  ]

  @Test(arguments: fits)
  func `a backup goes only into what can hold it`(content: BackupPlan.Content, target: BackupPlan.Content, fits: Bool)
  {
    let manifest = BackupManifest(content: content, size: 1, sha256: "", createdAt: Date(), schema: 1)
    var isLet = true
    do { try RestoreAct.refuseOther(manifest, RestoreRequest(content: target)) } catch { isLet = false }
    #expect(isLet == fits)
  }

  @Test func `a dump of one engine does not go into another`() {
    var manifest = BackupManifest(content: .database, size: 1, sha256: "", createdAt: Date(), schema: 1)
    manifest.engine = .postgres
    var request = RestoreRequest(content: .compose)
    request.engine = .mysql
    #expect {
      try RestoreAct.refuseOther(manifest, request)
    } throws: {
      ($0 as? SlipwayError)?.message == "This is a backup of PostgreSQL; it cannot be restored into MySQL."
    }
  }
}
