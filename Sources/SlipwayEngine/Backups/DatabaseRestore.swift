import SlipwayCore
import SlipwayHost

/// Puts a dump into a running database server.
struct DatabaseRestore: Sendable {
  let work: BackupWork
  let check: BackupCheck
  let server: DatabaseServer

  func run(_ request: RestoreRequest, _ manifest: BackupManifest?) async throws -> String {
    let label = server.engine.label
    if let engine = manifest?.engine, engine != server.database.settings.engine {
      throw SlipwayError(
        .preconditionFailed,
        "This is a backup of \(DatabaseEngines.engine(engine).label); it cannot be restored into \(label).")
    }
    let name = request.databaseName ?? server.database.settings.databaseName ?? ""
    let restore = try await server.restore(named: name, work)
    try await check.verify(manifest)
    await work.log.line("Restoring into \(label)'s database \(name)")
    try await pour(into: restore)
    guard let probe = server.engine.probe(of: server.database, named: name) else { return "Restored \(name)." }
    let found = try await count(probe)
    return "Restored \(name): it has \(found) now."
  }

  /// Streams it once more, and lets the server have its end only when all of it came.
  func pour(into restore: (command: Command, preface: Secret?)) async throws {
    var commands = [check.store.download(work.run.objectKey)]
    if work.run.objectKey.hasSuffix(".gz") { commands.append(["gzip", "-d", "-c"]) }
    do {
      var pipeline = Pipeline(commands, into: restore.command, what: "The restore")
      pipeline.preface = restore.preface
      _ = try await work.stream(pipeline)
    } catch let error as SlipwayError where error.code == .commandFailed {
      let known = await server.explain(error, "restore", work)
      throw SlipwayError(
        .commandFailed, known.message + " The database may hold a part of the backup now: restore it again.",
        details: known.details, cause: error)
    }
  }

  /// What is in it, in words.
  func count(_ probe: DatabaseQuery) async throws -> String {
    let result = try await work.docker.exec(
      server.container, probe.words(in: server.container), environment: probe.environment, within: .seconds(60))
    let number = result.output.split(whereSeparator: \.isWhitespace).last { $0.allSatisfy(\.isNumber) }
    guard result.exitCode == 0, let number else {
      throw SlipwayError(
        .commandFailed, "The restored database does not answer a question: \(result.output.prefix(300))")
    }
    return number == "1" ? "1 table" : "\(number) tables"
  }
}
