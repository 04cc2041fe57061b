import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct CreateDatabaseDialogTests {
  private static func markup(volume: String?) -> Markup {
    Markup(CreateDatabaseDialog(environment: ID("e"), volume: volume, context: PostFormTests.context()).html.text)
  }

  @Test func `a database on a volume that is left asks for the root password that is in it`() {
    let fields = ["databaseRootPassword-mysql", "databaseRootPassword-mariadb"]
    let left = Self.markup(volume: "old-data")
    #expect(left.problems.isEmpty)
    #expect(left.values("name").filter { $0.hasPrefix("databaseRootPassword") } == fields)
    #expect(!Self.markup(volume: nil).values("name").contains { $0.hasPrefix("databaseRootPassword") })
  }
}
