import SlipwayCore
import SlipwayStore

/// An organisation's rows as text, with secrets by their hash: equal texts are equal rows.
enum TestRows {
  static func text(of organization: ID<Organization>, _ tx: Transaction) throws -> String {
    var lines = try tx.projects.all(in: organization).map { "\($0) \($0.env.reveal().hashValue)" }
    for environment in try tx.environments.all(in: organization) {
      lines.append("\(environment) \(environment.env.reveal().hashValue)")
      for application in try tx.applications.all(in: environment.id) {
        lines += try self.lines(of: application, tx)
      }
      for database in try tx.databases.all(in: environment.id) {
        lines += try self.lines(of: database, tx)
      }
      for stack in try tx.composeStacks.all(in: environment.id) {
        lines.append(
          "\(stack) \(stack.secrets.composeFile.reveal().hashValue) \(stack.secrets.env.reveal().hashValue)")
        lines += try tx.domains.all(of: stack.id).map { "\($0)" }
        lines += try tx.deployments.all(of: stack.id).map { "\($0)" }
      }
    }
    lines += try tx.sshKeys.all(in: organization).map { "\($0) \($0.privateKey.reveal().hashValue)" }
    lines += try tx.certificates.all(in: organization).map { "\($0) \($0.privateKey.reveal().hashValue)" }
    lines += try tx.registries.all(in: organization).map { "\($0) \($0.password.reveal().hashValue)" }
    lines += try tx.networks.all(in: organization).map { "\($0)" }
    for server in try tx.servers.all(in: organization) {
      lines.append("\(server)")
      lines += try tx.serverRuns.all(of: server.id).map { "\($0)" }
    }
    lines += try tx.tags.all(in: organization).map { "\($0)" }
    lines += try tx.tags.byProject(in: organization).map { "\($0.key) \($0.value)" }.sorted()
    lines += try tx.destinations.all(in: organization).map { "\($0) \($0.secretAccessKey.reveal().hashValue)" }
    for plan in try tx.backupPlans.all(in: organization) {
      lines.append("\(plan)")
      lines += try tx.backupRuns.all(of: plan.id).map { "\($0)" }
    }
    for schedule in try tx.schedules.all(in: organization) {
      lines.append("\(schedule) \(schedule.text.effective.reveal().hashValue)")
      lines += try tx.scheduleRuns.all(of: schedule.id).map { "\($0)" }
    }
    for member in try tx.members.all(in: organization) {
      lines += try tx.apiKeys.all(of: member.userID).map { "\($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(of database: Database, _ tx: Transaction) throws -> [String] {
    let secrets = database.secrets
    let texts = [secrets.env, secrets.password, secrets.rootPassword, secrets.nextPassword].map {
      $0?.reveal().hashValue
    }
    var lines = ["\(database) \(texts)"]
    lines += try tx.mounts.all(of: database.id).map { "\($0)" }
    lines += try tx.ports.all(of: database.id).map { "\($0)" }
    lines += try tx.deployments.all(of: database.id).map { "\($0)" }
    return lines
  }

  private static func lines(of application: Application, _ tx: Transaction) throws -> [String] {
    let secrets = application.secrets
    let texts = [
      secrets.env, secrets.buildArgs, secrets.buildSecrets, secrets.registryPassword ?? Secret(""),
      secrets.gitPassword ?? Secret(""), application.refreshToken,
    ]
    var lines = ["\(application) \(texts.map { $0.reveal().hashValue })"]
    lines += try tx.domains.all(of: application.id).map { "\($0)" }
    lines += try tx.mounts.all(of: application.id).map { "\($0) \($0.content?.reveal().hashValue ?? 0)" }
    lines += try tx.ports.all(of: application.id).map { "\($0)" }
    lines += try tx.redirects.all(of: application.id).map { "\($0)" }
    lines += try tx.basicAuths.all(of: application.id).map { "\($0) \($0.passwordHash.reveal().hashValue)" }
    lines += try tx.sourcePatches.all(of: application.id).map { "\($0) \($0.content.reveal().hashValue)" }
    lines += try tx.deployments.all(of: application.id).map { "\($0)" }
    lines += try tx.releases.all(of: application.id).map { "\($0)" }
    lines += try tx.webhookDeliveries.all(of: application.id).map { "\($0)" }
    return lines
  }
}
