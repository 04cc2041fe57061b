package import SlipwayCore

/// The storage of deployables.
package struct Mounts: EntityTable {
  package static let table = "mount"
  package static let noun = "Mount"
  package let context: TableContext

  package func columns(of mount: Mount) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", mount.id), ("organization_id", mount.organizationID), ("deployable_id", mount.deployableID),
      ("type", mount.type), ("host_path", mount.hostPath), ("volume_name", mount.volumeName),
      ("file_path", mount.filePath), ("content", try mount.content.map { try context.seal($0, "mount:\(mount.id)") }),
      ("mount_path", mount.mountPath),
    ]
  }

  package func entity(_ row: Row) throws -> Mount {
    let id: ID<Mount> = try row["id"]
    let content: String? = try row["content"]
    return Mount(
      id: id, organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      type: try row["type"], hostPath: try row["host_path"], volumeName: try row["volume_name"],
      filePath: try row["file_path"], content: try content.map { try context.open($0, "mount:\(id)") },
      mountPath: try row["mount_path"])
  }

  /// By their paths.
  package func all(of deployable: ID<Deployable>) throws -> [Mount] {
    try all("WHERE deployable_id = \(deployable) ORDER BY mount_path, id")
  }

  /// Those of every organisation that mount a folder of the server.
  package func binds() throws -> [Mount] { try all("WHERE type = \(Mount.Kind.bind) ORDER BY id") }

  /// The volumes that something mounts, of every organisation.
  package func volumes() throws -> Set<String> {
    let rows = try connection.rows("SELECT DISTINCT volume_name FROM mount WHERE volume_name IS NOT NULL")
    return Set(try rows.map { try $0["volume_name"] })
  }

  /// Those of every organisation that mount this volume of one machine; another machine's of that name is another volume.
  /// - Parameter server: `nil` is the machine that Slipway runs on.
  package func claiming(volumeName: String, on server: ID<Server>?) throws -> [Mount] {
    try all("WHERE volume_name = \(volumeName) AND \(Deployables.belongs(to: server)) ORDER BY id")
  }
}
