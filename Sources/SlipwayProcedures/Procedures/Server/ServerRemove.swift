package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Forgets a server that nothing runs on, with its schedules; what was set up there stays there.
package enum ServerRemove: Procedure {
  package static let name = "server.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets a server that nothing runs on"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .delete) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> ServerRow {
    let now = call.now()
    let (row, runs) = try await call.store.write { tx in
      let server = try tx.servers.one(input.serverId)
      guard try !tx.serverRuns.isActive(server.id) else {
        throw SlipwayError(.conflict, "\(server.name) is being set up; remove it afterwards.")
      }
      try requireNoServices(server, tx)
      try ServerBuilds.requireNone(on: server, tx)
      try RemoveJob.requireNone(on: server, tx)
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

  /// They would be nowhere, and go on running all the same.
  private static func requireNoServices(_ server: Server, _ tx: Transaction) throws {
    let names = try tx.deployables.all(on: server.id).map(\.name)
    guard !names.isEmpty else { return }
    let list = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
    throw SlipwayError(
      .conflict, "\(server.name) has services: \(list). Delete them first, so that nothing of them stays there.")
  }
}
