import Foundation
package import SlipwayCore
package import SlipwayHost

/// A docker command line that can build with BuildKit.
package struct DockerCommand: Sendable, Hashable {
  /// The executable's absolute path.
  package var path: String
  /// Whether BuildKit comes by its buildx plugin; without, by `DOCKER_BUILDKIT=1`.
  package var usesBuildx: Bool
  /// `unix://…`
  package var dockerHost: String

  package init(path: String, usesBuildx: Bool, dockerHost: String) {
    self.path = path
    self.usesBuildx = usesBuildx
    self.dockerHost = dockerHost
  }

  /// The same command line, speaking to the engine of the machine that the image is for.
  /// - Throws: ``SlipwayError`` `unreachable` when that machine does not answer.
  func reaching(_ machine: Machine) async throws -> DockerCommand {
    guard machine.server != nil else { return self }
    var command = self
    command.dockerHost = try await machine.docker.socket()
    return command
  }

  /// What the command line is told by its environment; nothing of the user's own `DOCKER_…` reaches it.
  package var environment: [String: Secret] {
    var values = ["DOCKER_HOST": Secret(dockerHost), "DOCKER_CLI_HINTS": Secret("false")]
    if usesBuildx {
      // The engine's own builder, whichever one somebody chose with `docker buildx use`.
      values["BUILDX_BUILDER"] = Secret("default")
      values["BUILDX_NO_DEFAULT_ATTESTATIONS"] = Secret("1")
    } else {
      values["DOCKER_BUILDKIT"] = Secret("1")
    }
    return values
  }

  /// The words that build a plan.
  /// - Parameters:
  ///   - secretFiles: the file that holds each of the plan's secrets, by name.
  package func build(_ plan: BuildPlan, request: BuildRequest, secretFiles: [(name: String, path: String)]) -> Command
  {
    var words: [Command.Word] = [path, "build", "--progress=plain"].map { .plain($0) }
    words += ["--file", plan.dockerfile, "--tag", request.tag].map { .plain($0) }
    if let target = plan.target { words += [.plain("--target"), .plain(target)] }
    if request.ignoresCache { words.append(.plain("--no-cache")) }
    var environment = environment
    if let logins = request.logins { environment["DOCKER_CONFIG"] = Secret(logins) }
    for variable in plan.arguments.variables {
      words.append(.plain("--build-arg"))
      switch BuildArgument(variable) {
      case .word: words.append(.plain("\(variable.name)=\(variable.value)"))
      case .environment:
        words.append(.plain(variable.name))
        environment[variable.name] = Secret(variable.value)
      }
    }
    for file in secretFiles {
      words += [.plain("--secret"), .plain(Self.csv(["id=\(file.name)", "src=\(file.path)"]))]
    }
    for (name, value) in request.labels.sorted(by: { $0.key < $1.key }) {
      words += [.plain("--label"), .plain("\(name)=\(value)")]
    }
    words.append(.plain(plan.context))
    var command = Command([])
    command.words = words
    command.environment = environment
    command.deadline = request.deadline
    command.isLowPriority = true
    return command
  }

  /// The command as it may stand in a log: of build arguments the names.
  static func shown(_ command: Command) -> String {
    var command = command
    for index in command.words.indices.dropFirst() where command.words[index - 1] == .plain("--build-arg") {
      guard case .plain(let text) = command.words[index], let equals = text.firstIndex(of: "=") else { continue }
      command.words[index] = .plain(text[...equals] + "…")
    }
    return "\(command)"
  }

  /// One line of comma-separated values, as the option's parser reads it.
  private static func csv(_ fields: [String]) -> String {
    fields.map { field in
      field.contains { ",\"\n".contains($0) } ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",")
  }
}
