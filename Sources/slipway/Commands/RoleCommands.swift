import ArgumentParser

/// `slipway web`: the dashboard, the API and webhooks, as one of several processes on one database.
struct WebCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "web", abstract: "Runs the dashboard, the API and webhooks; work is a worker's. Needs --database.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws { try await RoleRun(roles: [.web], configuration: try flags.read()).together() }
}

/// `slipway api`: the API and webhooks without the dashboard.
struct APICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "api", abstract: "Runs the API and webhooks without the dashboard. Needs --database.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws { try await RoleRun(roles: [.api], configuration: try flags.read()).together() }
}

/// `slipway worker`: deployments, backups and schedules.
struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Runs deployments, backups and schedules, beside others. Needs --database.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws { try await RoleRun(roles: [.worker], configuration: try flags.read()).together() }
}
