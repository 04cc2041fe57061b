import SlipwayCore
import SlipwayEngine

/// The procedures of every engine: the same ones under each engine's name.
enum DatabaseProcedures {
  static let all: [any Procedure.Type] =
    [DatabaseCreateAny.self, DatabaseOverview.self, DatabasePendingChanges.self, DatabaseState.self]
    + DatabaseEngines.all.flatMap { of($0) }

  private static func of<Engine: DatabaseEngine>(_ engine: Engine.Type) -> [any Procedure.Type] {
    let common: [any Procedure.Type] = [
      DatabaseChangeStatus<Engine>.self, DatabaseCreate<Engine>.self, DatabaseDeploy<Engine>.self,
      DatabaseMove<Engine>.self, DatabaseOne<Engine>.self, DatabaseReadLogs<Engine>.self,
      DatabaseRebuild<Engine>.self,
      DatabaseReload<Engine>.self, DatabaseRemove<Engine>.self, DatabaseSaveEnvironment<Engine>.self,
      DatabaseStart<Engine>.self, DatabaseStop<Engine>.self, DatabaseUpdate<Engine>.self,
    ]
    if engine.kind == .libsql { return common + [DatabaseSaveExternalPorts<Engine>.self] }
    return common + [
      DatabaseChangePassword<Engine>.self, DatabaseSaveExternalPort<Engine>.self, DatabaseSearch<Engine>.self,
    ]
  }
}
