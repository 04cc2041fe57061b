package import SlipwayCore
package import SlipwayHost

/// The Docker Compose command line that is on a host.
package struct ComposeCommand: Sendable, Hashable {
  /// The executable's absolute path: the plugin itself, which is a program of its own.
  package var path: String
  /// `unix://…`
  package var dockerHost: String

  package init(path: String, dockerHost: String) {
    self.path = path
    self.dockerHost = dockerHost
  }

  /// The same command line, speaking to the engine of the machine that a stack runs on.
  /// - Throws: ``SlipwayError`` `unreachable` when that machine does not answer.
  func reaching(_ machine: Machine) async throws -> ComposeCommand {
    guard machine.server != nil else { return self }
    var command = self
    command.dockerHost = try await machine.docker.socket()
    return command
  }

  /// Where a file and its variables lie.
  package struct Place: Sendable, Hashable {
    package var project: String
    /// What relative paths in the file start from.
    package var folder: String
    package var file: String
    /// `/dev/null` where the file holds its values already.
    package var variables: String

    package init(project: String, folder: String, file: String, variables: String = "/dev/null") {
      self.project = project
      self.folder = folder
      self.file = file
      self.variables = variables
    }
  }

  /// Reads a file and writes what it means as JSON. It knows the variables of the place and nothing of this process: a
  /// file could name what else it knew.
  /// - Parameter bringsOthers: the file brings in others, which then must not come from elsewhere.
  package func resolve(_ place: Place, profiles: [String], bringsOthers: Bool, into target: String) -> Command {
    var command = base(place)
    command.isBare = true
    // Compose lets a file name this folder as PWD.
    command.workingDirectory = place.folder
    command.environment = bringsOthers ? Self.nothingFromElsewhere : [:]
    for profile in profiles { command.append("--profile", profile) }
    command.append("config", "--format", "json", "--output", target)
    command.deadline = .seconds(60)
    return command
  }

  /// Makes what runs what the file says; waits for what services wait for.
  package func start(_ place: Place, recreates: Bool = false, within limit: Duration) -> Command {
    var command = base(place)
    command.environment = Self.nothingFromElsewhere.merging([
      "DOCKER_HOST": Secret(dockerHost), "COMPOSE_IGNORE_ORPHANS": Secret("true"), "COMPOSE_MENU": Secret("false"),
    ]) { $1 }
    command.append("up", "--detach", "--no-build", "--pull", "never")
    if recreates { command.append("--force-recreate") }
    command.deadline = limit
    return command
  }

  private func base(_ place: Place) -> Command {
    Command([
      path, "--project-name", place.project, "--project-directory", place.folder, "--env-file", place.variables,
      "--file", place.file, "--ansi", "never", "--progress", "plain",
    ])
  }

  /// A file must not fetch others from elsewhere while it is read.
  private static let nothingFromElsewhere = [
    "COMPOSE_EXPERIMENTAL_GIT_REMOTE": Secret("false"), "COMPOSE_EXPERIMENTAL_OCI_REMOTE": Secret("false"),
  ]
}

/// Finds Docker Compose, once for each host.
package actor ComposeCommands {
  private static let places =
    ["/usr/local/lib", "/usr/local/libexec", "/usr/libexec", "/usr/lib", "/root/.docker"].map {
      $0 == "/root/.docker" ? $0 + "/cli-plugins/docker-compose" : $0 + "/docker/cli-plugins/docker-compose"
    } + ["/usr/local/bin/docker-compose", "/usr/bin/docker-compose"]
  private var found: [String: ComposeCommand] = [:]

  package init() {}

  /// The first of version 2 or later.
  /// - Throws: ``SlipwayError`` `preconditionFailed` saying what to install.
  package func command(on host: any Host, _ configuration: Configuration) async throws -> ComposeCommand {
    if let command = found[host.name] { return command }
    for path in Self.places where try await host.files.exists(path) {
      var probe = Command([path, "version", "--short"])
      probe.deadline = .seconds(20)
      let result = try await host.run(probe, output: nil)
      guard result.isSuccess, Self.isModern(result.lines.last ?? "") else { continue }
      let command = ComposeCommand(path: path, dockerHost: configuration.dockerHost)
      found[host.name] = command
      return command
    }
    throw SlipwayError(
      .preconditionFailed,
      "Docker Compose 2 or later was not found on this server. Install Docker's package docker-compose-plugin, then "
        + "deploy again.")
  }

  /// - Parameter version: `2.27.0` or `v2.27.0`.
  static func isModern(_ version: String) -> Bool {
    let number = version.hasPrefix("v") ? version.dropFirst() : version[...]
    return Int(number.prefix { $0.isNumber }).map { $0 >= 2 } ?? false
  }
}
