import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct ConnectCardTests {
  private func change(_ field: String) -> Evidence.Change {
    Evidence.Change(field: field, before: Secret.mask, after: Secret.mask)
  }

  @Test func `a changed name of the database or the user is not what runs; a password is`() {
    let changes = ["env.POSTGRES_DB", "env.POSTGRES_PASSWORD", "env.APP_USER", "memoryLimit"].map(change)
    #expect(ConnectCard.undeployed(changes) == ["database"])
    #expect(ConnectCard.undeployed([change("env.MARIADB_USER")]) == ["user"])
    #expect(ConnectCard.undeployed([change("env.POSTGRES_PASSWORD")]).isEmpty)
  }
}
