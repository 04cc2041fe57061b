import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct BackupFieldsTests {
  @Test(arguments: [(nil, "0"), (3, "3")] as [(Int?, String)])
  func `a backup that is edited keeps as many as it kept`(keep: Int?, shown: String) async throws {
    let test = try await TestCall.make()
    var changed = test.acme.backups.database
    changed.keepLatest = keep
    let plan = changed
    let view = BackupView(try await test.store.read { try BackupRow(plan, BackupRelations(plan, $0)) })
    #expect(try value(of: view) == shown)
    #expect(try value(of: nil) == "14")
  }

  private func value(of view: BackupView?) throws -> String? {
    let context = PostFormTests.context()
    let fields = BackupFields(context: context, destinations: [], view: view)
    let markup = Markup(fields.html(PostForm("save-backup", context)).text)
    return try #require(markup.all("input").first { $0.attributes["name"] == "keepLatestCount" }).attributes["value"]
  }
}
