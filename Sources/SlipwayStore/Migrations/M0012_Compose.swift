/// Compose stacks: a domain leads to one of several services, and a release has an address for each of them.
enum M0012_Compose: Migration {
  static let version = 12
  static let statements: [SQL] = [
    "ALTER TABLE domain ADD COLUMN service_name TEXT",
    "ALTER TABLE release ADD COLUMN addresses TEXT NOT NULL DEFAULT '{}'",
  ]
}
