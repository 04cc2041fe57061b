import SlipwayCore
import SlipwayEngine
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

  @Test func `where the volume remembers its database, the form is filled in and needs no password`() {
    var settings = DatabaseSettings(engine: .mariadb, dockerImage: "mariadb:10.11")
    (settings.databaseName, settings.databaseUser) = ("shop", "anna")
    let held = HeldDatabase(name: "main", settings: settings, secrets: DatabaseSecrets())
    let dialog = CreateDatabaseDialog(
      environment: ID("e"), volume: "old-data", holds: LeftDatabase(held), context: PostFormTests.context())
    let markup = Markup(dialog.html.text)
    #expect(markup.problems.isEmpty)
    for value in ["mariadb:10.11", "shop", "anna"] { #expect(markup.values("value").contains(value)) }
    #expect(markup.text.contains("MariaDB 10.11 of main"))
    #expect(dialog.html.text.contains("the one it had"))
  }
}
