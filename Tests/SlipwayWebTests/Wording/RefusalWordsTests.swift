import SlipwayProcedures
import Testing

@testable import SlipwayWeb

@Suite struct RefusalWordsTests {
  @Test(arguments: [
    ("application.deploy", "Not deployed"), ("rollback.rollback", "Not rolled back"),
    ("restore-backup", "Not restored"), ("compose.startService", "Not started"), ("project.remove", "Not deleted"),
    ("create-database", "Not created"), ("postgres.changePassword", "Not changed"), ("save-domain", "Not saved"),
    ("application.update", "Not saved"), ("tag.bulkAssign", "Not saved"),
  ])
  func `a refusal says what did not happen, not that nothing was saved`(action: String, title: String) {
    #expect(RefusalWords.title(action) == title)
  }
}
