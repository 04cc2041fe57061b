import ArgumentParser
import Foundation
import SlipwayCore
import SlipwayStore

/// `slipway migrate`: brings the store's schema up to date without serving, or moves the store to PostgreSQL.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Brings the store up to date, or moves it to PostgreSQL.",
    discussion: """
      With --from and --to everything is copied into an empty PostgreSQL database and compared there; the file stays as it \
      is. Stop `slipway serve` first; afterwards start it with --database.
      """)
  @OptionGroup var flags: ConfigurationFlags
  @Option(help: "sqlite: and the path of the file to move, such as sqlite:/var/lib/slipway/slipway.sqlite.")
  var from: String?
  @Option(help: "postgres://… of the database to move to; SLIPWAY_DATABASE when there is none.")
  var to: String?

  func run() async throws {
    let configuration = try flags.read()
    guard from != nil || to != nil else {
      return try await Parts.with(configuration) { _ in
        Output.line("The store has schema version \(Store.schemaVersion).")
      }
    }
    let (path, address) = (try source(), try target(configuration))
    let lock = try LockFile(URL(fileURLWithPath: path).deletingLastPathComponent().path + "/slipway.lock")
    // The file's own version is brought up to date first: both then have the same tables.
    try await Self.update(path, configuration)
    let moved = try await StoreMove.run(from: path, to: address)
    _ = consume lock
    Output.line(
      "Moved and compared: \(moved.rows) rows in \(moved.tables) tables. Start `slipway serve` with --database now; "
        + "the file \(path) was left as it is.")
  }

  private static func update(_ path: String, _ configuration: Configuration) async throws {
    let store = try await Store.open(path: path, secrets: try DataDirectory(configuration).secrets(configuration))
    try store.close()
  }

  private func source() throws -> String {
    guard let from, from.hasPrefix("sqlite:/") else {
      throw ValidationError("--from must be sqlite: and an absolute path")
    }
    let path = String(from.dropFirst("sqlite:".count))
    guard FileManager.default.fileExists(atPath: path) else { throw ValidationError("there is no file \(path)") }
    return path
  }

  private func target(_ configuration: Configuration) throws -> Secret {
    if let to {
      guard to.hasPrefix("postgres://") || to.hasPrefix("postgresql://") else {
        throw ValidationError("--to must be postgres:// and so on")
      }
      return Secret(to)
    }
    guard let address = configuration.database else { throw ValidationError("--to is missing") }
    return address
  }
}
