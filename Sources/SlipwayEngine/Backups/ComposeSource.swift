import SlipwayCore

/// A database that runs within a compose stack.
struct ComposeSource: Sendable {
  let plan: BackupPlan
  let work: BackupWork

  func open() async throws -> BackupSource {
    let server = try await ComposeServer.find(plan, work)
    var manifest = BackupSource.manifest(.compose, at: work.engine.now())
    manifest.engine = plan.settings.engine
    manifest.databaseName = plan.settings.databaseName
    let name = plan.settings.databaseName ?? ""
    await work.log.line("Dumping the database \(name) of the service \(plan.settings.serviceName ?? "")")
    let dump = try await server.dump(named: name, work)
    var source = BackupSource(commands: [dump, BackupSource.compression], manifest: manifest)
    source.explain = { await server.explain($0, "dump", work) }
    return source
  }
}
