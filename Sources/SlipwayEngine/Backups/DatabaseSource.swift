import SlipwayCore
import SlipwayHost

/// A database, dumped by its own server's tools and compressed on the way.
struct DatabaseSource: Sendable {
  let plan: BackupPlan
  let work: BackupWork

  func open() async throws -> BackupSource {
    guard let id = plan.deployableID else { throw SlipwayError.notFound(Deployable.Kind.database.noun) }
    let server = try await DatabaseServer.find(id, work)
    let name = plan.settings.databaseName ?? server.database.settings.databaseName ?? ""
    var manifest = BackupSource.manifest(.database, at: work.engine.now())
    manifest.engine = server.database.settings.engine
    manifest.image = server.database.settings.dockerImage
    manifest.databaseName = name
    await work.log.line("Dumping \(server.engine.label)'s database \(name)")
    let dump = try await server.dump(named: name, work)
    var source = BackupSource(commands: [dump, BackupSource.compression], manifest: manifest)
    source.explain = { await server.explain($0, "dump", work) }
    return source
  }
}
