import Foundation
import SlipwayCore
import SlipwayStore

/// Notes which services a change of shared variables concerns: their next deployment applies it.
enum SharedVariables {
  /// - Parameter scope: `project` or `environment`, as references spell it.
  static func changed(_ scope: String, in environments: [Environment], _ now: Date, _ tx: Transaction) throws {
    for environment in environments {
      for var application in try tx.applications.all(in: environment.id) {
        let texts = [application.secrets.env, application.secrets.buildArgs, application.secrets.buildSecrets]
        guard texts.contains(where: { $0.reveal().contains("${{\(scope).") }) else { continue }
        application.changedAt = now
        try tx.applications.update(application)
      }
      for database in try tx.databases.all(in: environment.id) {
        guard database.secrets.env.reveal().contains("${{\(scope).") else { continue }
        try tx.deployables.noteChange(database.id, now)
      }
    }
  }
}
