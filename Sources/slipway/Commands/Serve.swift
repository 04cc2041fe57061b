import ArgumentParser

/// `slipway serve`: the dashboard, the API, the workers and the caretakers in one process.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs Slipway until SIGTERM.")
  @OptionGroup var flags: ConfigurationFlags

  func run() async throws {
    try await RoleRun(roles: Set(Role.allCases), configuration: try flags.read()).alone()
  }
}
