import SlipwayCore
import SlipwayHost

/// Puts a dump into a running database server.
struct DatabaseRestore: Sendable {
  let work: BackupWork
  let check: BackupCheck
  let server: DatabaseServer

  func run(_ request: RestoreRequest, _ manifest: BackupManifest?) async throws -> String {
    let label = server.engine.label
    let name = request.databaseName ?? server.database.settings.databaseName ?? ""
    let restore = try await server.restore(named: name, work)
    try await check.verify(manifest)
    await work.log.line("Restoring into \(label)'s database \(name)")
    try await pour(into: restore)
    guard let found = try await count(named: name) else { return "Restored \(name)." }
    return "Restored \(name): it has \(words(found)) now."
  }

  /// Streams it once more, and lets the server have its end only when all of it came.
  func pour(into restore: (command: Command, preface: Secret?)) async throws {
    var commands = [check.store.download(work.run.objectKey)]
    if work.run.objectKey.hasSuffix(".gz") { commands.append(["gzip", "-d", "-c"]) }
    do {
      var pipeline = Pipeline(commands, into: restore.command, what: "The restore")
      pipeline.preface = restore.preface
      // It may build its indexes for hours.
      pipeline.isSinkPatient = true
      _ = try await work.stream(pipeline)
    } catch let error as SlipwayError where error.code == .commandFailed {
      let known = await server.explain(error, "restore", work)
      throw SlipwayError(
        .commandFailed, known.message + " The database may hold a part of the backup now: restore it again.",
        details: known.details, cause: error)
    }
  }

  /// How much is in it; `nil` where nobody can tell.
  func count(named name: String) async throws -> Int? {
    guard let probe = server.engine.probe(of: server.database, named: name) else { return nil }
    let result = try await work.docker.exec(
      server.container, probe.words(in: server.container), environment: probe.environment, within: .seconds(60))
    let number = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.last
    guard result.exitCode == 0, let number else {
      throw SlipwayError(
        .commandFailed, "The restored database does not answer a question: \(result.output.prefix(300))")
    }
    return number
  }

  func words(_ count: Int) -> String {
    let parts = server.engine.parts
    return "\(count) \(count == 1 ? parts.one : parts.several)"
  }
}
