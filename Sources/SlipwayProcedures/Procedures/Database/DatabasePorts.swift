import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// The ports of the server that lead to a database: checked before anything changes.
enum DatabasePorts {
  /// Publishes what is wanted and closes the rest; a database that runs is told at once.
  /// - Parameter wanted: the published port of each field; `nil` is none.
  /// - Throws: ``SlipwayError`` `conflict` naming the field when something else has the port.
  static func save(
    _ wanted: [String: Int?], of id: ID<Deployable>, _ engine: any DatabaseEngine.Type, waits: Bool, _ call: Call
  ) async throws {
    try await requireFree(wanted, of: id, call)
    let now = call.now()
    let database = try await call.store.write { tx in
      let database = try tx.databases.one(id, of: engine.kind)
      try replace(wanted, of: database, call, tx)
      try tx.deployables.noteChange(id, now)
      return database
    }
    call.publish(.deployableChanged(id, database.organizationID))
    let isDeployed = try await call.store.read { try $0.releases.current(of: id) != nil } && !database.isStopped
    if isDeployed { _ = try await DatabaseQueue.deploy(id, of: engine.kind, .reload, waits: waits, call) }
  }

  /// - Throws: ``SlipwayError`` `conflict` naming the field when something else listens there.
  static func requireFree(_ wanted: [String: Int?], of id: ID<Deployable>, _ call: Call) async throws {
    let own = Set(try await call.store.read { try $0.ports.all(of: id) }.map(\.publishedPort))
    let typed = wanted.compactMapValues { $0 }
    guard Set(typed.values).count == typed.count else {
      throw SlipwayError.invalid(typed.keys.sorted().last ?? "externalPort", "is given twice")
    }
    guard !typed.isEmpty else { return }
    let ports = ServerPorts(machine: try await call.engine.machine(of: id))
    for (field, port) in typed.sorted(by: { $0.key < $1.key }) where !own.contains(port) {
      try await ports.requireFree(port, field: field)
    }
  }

  /// Fields that are not among `wanted` stay as they are.
  static func replace(_ wanted: [String: Int?], of database: Database, _ call: Call, _ tx: Transaction) throws {
    let present = try tx.ports.all(of: database.id)
    for port in DatabaseEngines.engine(database.settings.engine).ports {
      guard let typed = wanted[port.field] else { continue }
      let stored = present.first { $0.targetPort == port.number }
      guard typed != stored?.publishedPort else { continue }
      if let stored { try tx.ports.delete(stored.id) }
      guard let typed else { continue }
      let published = PublishedPort(
        organizationID: database.organizationID, deployableID: database.id, publishedPort: typed,
        targetPort: port.number, mode: .host)
      try PortRules.check(published, field: port.field, call, tx)
      try tx.ports.insert(published)
    }
  }
}
