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
    for variable in plan.arguments.variables {
      words.append(.plain("--build-arg"))
      if Self.isOwnName(variable.name) {
        words.append(.plain("\(variable.name)=\(variable.value)"))
      } else {
        words.append(.plain(variable.name))
        environment[variable.name] = Secret(variable.value)
      }
    }
    for file in secretFiles {
      words += [.plain("--secret"), .plain(Self.csv(["id=\(file.name)", "src=\(file.path)"]))]
    }
    for (name, value) in request.labels { words += [.plain("--label"), .plain("\(name)=\(value)")] }
    words.append(.plain(plan.context))
    var command = Command([])
    command.words = words
    command.environment = environment
    command.deadline = request.deadline
    command.isLowPriority = true
    return command
  }

  /// Names that the command line, the loader or BuildKit itself would obey; they must not stand in its
  /// environment.
  static func isOwnName(_ name: String) -> Bool {
    let prefixes = [
      "DOCKER_", "BUILDKIT_", "BUILDX_", "LD_", "SLIPWAY_", "GO", "XDG_", "SSL_", "OTEL_", "COMPOSE_", "LC_",
    ]
    let names: Set = [
      "PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "SHELL", "USER", "LOGNAME", "PWD", "TERM", "IFS", "ENV",
      "BASH_ENV",
      "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "FTP_PROXY", "SOURCE_DATE_EPOCH", "SSH_AUTH_SOCK",
      "EXPERIMENTAL_BUILDKIT_SOURCE_POLICY", "NO_COLOR", "TZ",
    ]
    let upper = name.uppercased()
    return names.contains(upper) || prefixes.contains { upper.hasPrefix($0) }
      || !name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// One line of comma-separated values, as the option's parser reads it.
  private static func csv(_ fields: [String]) -> String {
    fields.map { field in
      field.contains { ",\"\n".contains($0) } ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",")
  }
}
