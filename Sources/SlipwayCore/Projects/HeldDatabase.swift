/// The database whose data a volume holds, remembered after the database itself is deleted: without its passwords nobody
/// could log in to what was kept.
package struct HeldDatabase: Sendable, Hashable, Codable {
  /// As its owner called it.
  package var name: String
  package var settings: DatabaseSettings
  /// Without the environment, which belongs to the service and not to the data.
  package var secrets: DatabaseSecrets

  package init(name: String, settings: DatabaseSettings, secrets: DatabaseSecrets) {
    self.name = name
    self.settings = settings
    self.secrets = secrets
  }

  package init(_ database: Database) {
    name = database.name
    settings = database.settings
    secrets = database.secrets
    secrets.env = Secret("")
    // A change that nobody ends any more; a server that is told at its start takes the newer one.
    secrets.password = database.secrets.nextPassword ?? database.secrets.password
    secrets.nextPassword = nil
  }
}
