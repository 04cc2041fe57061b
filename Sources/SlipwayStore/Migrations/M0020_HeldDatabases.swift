/// A volume that a deleted database has left is of use only to who knows its engine, its user and its passwords.
enum M0020_HeldDatabases: Migration {
  static let version = 20
  static let statements: [SQL] = ["ALTER TABLE volume_claim ADD COLUMN held_database TEXT"]
}
