package import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Lists the files of one folder of a destination.
package enum BackupListBackupFiles: Procedure {
  package struct Input: Codable, Sendable {
    package var destinationId: ID<Destination>
    /// A folder, then `/`, then a part of a name.
    package var search: String
    package var serverId: String?
  }

  /// A file or folder, as rclone has it.
  package struct Item: Codable, Sendable {
    package var Path: String
    package var Name: String
    package var Size: Int
    package var IsDir: Bool
    package var ModTime: String
  }

  private static let limit = 100

  package static let name = "backup.listBackupFiles"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the files of a folder of a destination"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.destination(input.destinationId), .read), .organization(.admin)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [Item] {
    let search = input.search.trimmingSpaces()
    let slash = search.lastIndex(of: "/")
    let folder = try ObjectKey.prefix(slash.map { String(search[..<$0]) } ?? "", field: "search")
    let part = (slash.map { String(search[search.index(after: $0)...]) } ?? search).lowercased()
    let destination = try await call.store.read { try $0.destinations.one(input.destinationId) }
    let fitting = try await DestinationVisit(engine: call.engine).list(destination, folder: folder) { object in
      !object.name.hasSuffix(ObjectKey.manifestEnding) && !object.name.hasSuffix(ObjectKey.partialEnding)
        && (part.isEmpty || object.name.lowercased().contains(part))
    }
    // The newest names come first: they begin with their time.
    return fitting.sorted { ($0.isFolder ? 1 : 0, $0.name) > ($1.isFolder ? 1 : 0, $1.name) }.prefix(limit).map {
      Item(Path: $0.key, Name: $0.name, Size: $0.size, IsDir: $0.isFolder, ModTime: $0.modifiedAt)
    }
  }
}
