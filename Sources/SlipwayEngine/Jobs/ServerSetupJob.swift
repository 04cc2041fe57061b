package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Sets a server up, from wherever an attempt before this one got to.
package enum ServerSetupJob: RunnableJob {
  /// Which act; the job's own identifier is the same.
  package struct Arguments: Codable, Sendable {
    package var run: ID<ServerRun>

    package init(run: ID<ServerRun>) { self.run = run }
  }
  package static let kind = "server-setup"
  package static let pool = JobPool.servers

  /// - Parameter steps: all that a server of its kind takes, without them.
  /// - Returns: the act that waits from now on.
  /// - Throws: ``SlipwayError`` `conflict` while one waits or works.
  package static func enqueue(
    _ tx: Transaction, _ server: Server, steps: [ServerStep]? = nil, now: Date
  ) throws -> ServerRun {
    guard try !tx.serverRuns.isActive(server.id) else {
      throw SlipwayError(.conflict, "\(server.name) is being set up already; wait for its end.")
    }
    let run = ServerRun(
      organizationID: server.organizationID, serverID: server.id, steps: steps ?? ServerStep.all(for: server.purpose),
      createdAt: now)
    try tx.serverRuns.insert(run)
    try tx.serverRuns.trim(of: server.id)
    try tx.jobs.enqueue(
      try queued(
        Arguments(run: run.id), id: ID(run.id.rawValue), organization: server.organizationID,
        lane: JobLane.server(server.id), at: now, now: now))
    return run
  }

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let (engine, now) = (context.engine, context.engine.now())
    let found = try await engine.store.write { tx -> (ServerRun, Server)? in
      guard try tx.serverRuns.begin(arguments.run, now: now) else { return nil }
      let run = try tx.serverRuns.one(arguments.run)
      return (run, try tx.servers.one(run.serverID))
    }
    guard let (run, server) = found else { return }
    let log = DeploymentLog(engine: engine, owner: .server(run.id))
    await log.resume()
    do {
      try await ServerSetup(engine, run, server, log).perform()
      await log.line("Done")
      await log.flush()
      try await uncancelled { try await finish(run, .done, nil, engine) }
    } catch let error where error is CancellationError || Task.isCancelled {
      await log.line("Interrupted: Slipway stops. It goes on after the restart.")
      await log.flush()
      throw CancellationError()
    } catch {
      guard let known = error as? SlipwayError, known.code != .internal else {
        await log.flush()
        throw error
      }
      let message = await log.redacted(known.message)
      await log.line("Failed: \(message)")
      await log.flush()
      try await finish(run, .error, message, engine)
      throw JobRefusal(message)
    }
  }

  /// The server was removed.
  package static func isUnwanted(_ arguments: Arguments, _ tx: Transaction) throws -> Bool {
    try tx.serverRuns.find(arguments.run) == nil
  }

  /// What failed three times inside Slipway itself.
  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    guard let run = try await context.engine.store.read({ try $0.serverRuns.find(arguments.run) }) else { return }
    let reason = (error as? SlipwayError)?.message ?? "something unexpected happened."
    try await finish(run, .error, "Slipway could not do this: \(reason)", context.engine)
  }

  private static func finish(
    _ run: ServerRun, _ status: ServerRun.Status, _ message: String?, _ engine: Engine
  ) async throws {
    let now = engine.now()
    try await engine.store.write { try $0.serverRuns.finish(run.id, status: status, message: message, now: now) }
    engine.bus.publish(.serverChanged(run.serverID, run.organizationID))
  }
}
