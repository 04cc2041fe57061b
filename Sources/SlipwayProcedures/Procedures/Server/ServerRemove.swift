package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Forgets a server that nothing runs on, with its schedules; what was set up there stays there, but for the agent where that
/// is wanted.
package enum ServerRemove: Procedure {
  package struct Input: Codable, Sendable {
    package var serverId: ID<Server>
    /// Whether the agent and what it measured are taken away from the machine, which has to answer for that.
    package var removeAgent: Bool?
  }

  package static let name = "server.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets a server that nothing runs on"

  package static func access(_ input: Input) -> Access { .subject(.server(input.serverId), .delete) }

  package static func run(_ input: Input, _ call: Call) async throws -> ServerRow {
    let now = call.now()
    if input.removeAgent == true {
      let server = try await call.store.read { try requireUnused(input.serverId, $0) }
      try await ServerMeasuring(call.engine).remove(from: server)
    }
    let (row, runs) = try await call.store.write { tx in
      let server = try requireUnused(input.serverId, tx)
      let row = try ServerReading.row(server, tx)
      let runs = try tx.schedules.all(on: server.id).flatMap { try ScheduleQueue.remove(tx, $0, now: now) }
      try tx.servers.delete(server.id)
      return (row, runs)
    }
    for run in runs { call.publish(.cancelRequested(ID(run.id.rawValue))) }
    call.publish(.recurrencesChanged)
    await call.engine.hosts.forget(row.serverId.rawValue)
    call.publish(.serverChanged(row.serverId, row.organizationId))
    return row
  }

  private static func requireUnused(_ id: ID<Server>, _ tx: Transaction) throws -> Server {
    let server = try tx.servers.one(id)
    guard try !tx.serverRuns.isActive(server.id) else {
      throw SlipwayError(.conflict, "\(server.name) is being set up; remove it afterwards.")
    }
    try requireNoServices(server, tx)
    try ServerBuilds.requireNone(on: server, tx)
    try RemoveJob.requireNone(on: server, tx)
    return server
  }

  /// They would be nowhere, and go on running all the same.
  private static func requireNoServices(_ server: Server, _ tx: Transaction) throws {
    let names = try tx.deployables.all(on: server.id).map(\.name)
    guard !names.isEmpty else { return }
    let list = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
    throw SlipwayError(
      .conflict, "\(server.name) has services: \(list). Delete them first, so that nothing of them stays there.")
  }
}
