package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Creates a database of any engine, queues its first deployment and its filling from a backup when those are wanted: all
/// or nothing.
package enum DatabaseCreateAny: Procedure {
  package struct Input: Codable, Sendable {
    package var engine: Database.Engine
    package var name: String
    package var environmentId: ID<Environment>
    package var appName: String?
    package var dockerImage: String?
    /// Where none is named, that of the volume; `app` for a new one.
    package var databaseName: String?
    /// As for the name.
    package var databaseUser: String?
    /// A blank one is made up.
    package var databasePassword: String?
    /// Of engines that have a root; a blank one is made up.
    package var databaseRootPassword: String?
    package var replicaSets: Bool?
    /// One that a deleted database has left, in the place of a new one; what is left out or blank is as that one had it.
    package var volumeName: String?
    package var deploy: Bool?
    /// The full name of a dump, or of a volume (`.tar`), in the destination; it is deployed first.
    package var backupFile: String?
    package var destinationId: ID<Destination>?
    /// Where it runs; this machine when it is left out.
    package var serverId: String?
  }

  /// What was made.
  package struct Output: Codable, Sendable {
    package var databaseId: ID<Deployable>
    /// `null` when none was wanted.
    @Null package var deploymentId: ID<Deployment>?
    /// Of the restore; `null` when none was wanted.
    @Null package var runId: ID<BackupRun>?
  }

  package static let name = "database.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Creates a database of any engine; deploys and fills it when that is wanted"

  package static func access(_ input: Input) -> Access {
    var all = [Access.subject(.environment(input.environmentId), .write)] + Placement(input.serverId).access
    if input.deploy == true || input.backupFile != nil {
      all.append(.subject(.environment(input.environmentId), .deploy))
    }
    if input.backupFile != nil { all.append(.organization(.admin)) }
    if let destination = input.destinationId { all.append(.subject(.destination(destination), .read)) }
    return .all(all)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let engine = DatabaseEngines.engine(input.engine)
    let insert = try insertion(engine, input, call)
    let source = try input.backupFile.map { try backup($0, input) }
    let now = call.now()
    let (made, queued, run) = try await call.store.write { tx -> (Database, QueuedDeployment?, BackupRun?) in
      let made = try insert(tx)
      guard input.deploy == true || source != nil else {
        return (made, nil, nil)
      }
      let queued = try DeploymentQueue.enqueue(
        tx, DeploymentRequest(deployable: made.deployable, kind: .deploy), now: now)
      // It waits for the deployment in the database's lane.
      let run = try source.map { source in
        try BackupQueue.restore(
          tx, try request(source.file, into: made, tx), key: source.file, from: source.destination,
          into: made.deployable, now: now)
      }
      return (made, queued, run)
    }
    call.publish(.organizationChanged(made.organizationID))
    if let queued { DeploymentQueue.announce(queued, on: call.engine.bus) }
    if run != nil { call.publish(.jobQueued) }
    return Output(databaseId: made.id, deploymentId: queued?.id, runId: run?.id)
  }

  private static func insertion<Engine: DatabaseEngine>(
    _ engine: Engine.Type, _ input: Input, _ call: Call
  ) throws -> @Sendable (Transaction) throws -> Database {
    // One that a volume has kept goes before.
    let made = input.volumeName == nil ? "app" : nil
    return try DatabaseCreate<Engine>.insertion(
      DatabaseCreate<Engine>.Input(
        name: input.name, appName: input.appName, dockerImage: input.dockerImage, environmentId: input.environmentId,
        description: nil, databaseName: input.databaseName ?? made, databaseUser: input.databaseUser ?? made,
        databasePassword: input.databasePassword, databaseRootPassword: input.databaseRootPassword,
        replicaSets: input.replicaSets, sqldNode: nil, sqldPrimaryUrl: nil, enableNamespaces: nil,
        serverId: input.serverId, volumeName: input.volumeName), call)
  }

  private static func backup(
    _ file: String, _ input: Input
  ) throws -> (file: String, destination: ID<Destination>) {
    try ObjectKey.check(file, field: "backupFile")
    guard let destination = input.destinationId else {
      throw SlipwayError.invalid("destinationId", "is needed: where the backup is")
    }
    return (file, destination)
  }

  private static func request(
    _ file: String, into database: Database, _ tx: Transaction
  ) throws -> RestoreRequest {
    guard !file.hasSuffix(".tar") else {
      var request = RestoreRequest(content: .volume)
      request.volumeName = try tx.mounts.all(of: database.id).compactMap(\.volumeName).first
      return request
    }
    var request = RestoreRequest(content: .database)
    request.engine = database.settings.engine
    request.databaseName = try BackupRules.databaseName(
      database.settings.databaseName ?? "", database.settings.engine)
    return request
  }
}
