/// Each deployment says which uploaded zip it builds.
enum M0008_Uploads: Migration {
  static let version = 8
  static let statements: [SQL] = ["ALTER TABLE deployment ADD COLUMN upload TEXT"]
}
