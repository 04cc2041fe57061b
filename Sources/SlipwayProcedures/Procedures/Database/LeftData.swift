import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What is remembered of a database whose volume stays when it goes: what a new one needs to open it.
enum LeftData {
  /// Call it in the transaction that deletes the rows, before they are.
  /// - Parameter gone: volumes that go as well.
  static func remember(_ deployable: Deployable, gone: [String], _ tx: Transaction) throws {
    guard deployable.kind == .database else { return }
    let database = try tx.databases.one(deployable.id)
    for mount in try tx.mounts.all(of: database.id) {
      guard let volume = mount.volumeName else { continue }
      let isLeft = try !gone.contains(volume) && holdsData(mount, of: database)
      guard isLeft || gone.contains(volume) else { continue }
      try tx.volumeClaims.hold(isLeft ? HeldDatabase(database) : nil, in: volume, of: database.organizationID)
    }
  }

  /// One mount of a database goes, and its volume stays.
  static func remember(_ mount: Mount, _ tx: Transaction) throws {
    guard let volume = mount.volumeName, let database = try tx.databases.find(mount.deployableID),
      try holdsData(mount, of: database)
    else { return }
    try tx.volumeClaims.hold(HeldDatabase(database), in: volume, of: database.organizationID)
  }

  /// - Throws: ``SlipwayError`` `badRequest` when the data is another engine's, or another version's that keeps it elsewhere.
  static func check(_ held: HeldDatabase, fits database: Database) throws {
    let (has, wants) = (held.settings, database.settings)
    let engine = DatabaseEngines.engine(has.engine)
    guard has.engine == wants.engine else {
      throw SlipwayError.invalid(
        "volumeName",
        "holds the data of the \(engine.label) database '\(held.name)' (\(has.dockerImage)), which "
          + "\(DatabaseEngines.engine(wants.engine).label) cannot read: choose \(engine.label), or a new volume")
    }
    let paths = try [wants, has].map { engine.dataPath(of: try ImageReference(parsing: $0.dockerImage)) }
    guard paths[0] != paths[1] else { return }
    throw SlipwayError.invalid(
      "dockerImage",
      "keeps its data in \(paths[0]), but the volume is of \(has.dockerImage), which keeps it in \(paths[1]): start it "
        + "with that image")
  }

  private static func holdsData(_ mount: Mount, of database: Database) throws -> Bool {
    let image = try ImageReference(parsing: database.settings.dockerImage)
    return mount.type == .volume
      && mount.mountPath == DatabaseEngines.engine(database.settings.engine).dataPath(of: image)
  }
}
