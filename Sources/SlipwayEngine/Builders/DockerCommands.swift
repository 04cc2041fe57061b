package import SlipwayCore
package import SlipwayHost

/// Finds the docker command line to build with, once for each host.
package actor DockerCommands {
  private static let places = ["/usr/bin/docker", "/usr/local/bin/docker", "/bin/docker", "/snap/bin/docker"]
  private var found: [String: DockerCommand] = [:]

  package init() {}

  /// The first one that has the buildx plugin, or is older than 23 and has BuildKit built in.
  /// - Throws: ``SlipwayError`` `preconditionFailed` saying what to install.
  package func command(on host: any Host, _ configuration: Configuration) async throws -> DockerCommand {
    if let command = found[host.name] { return command }
    let places = configuration.dockerCommand.map { [$0] } ?? Self.places
    for path in places where try await host.files.exists(path) {
      guard let command = try await check(path, on: host, configuration) else { continue }
      found[host.name] = command
      return command
    }
    throw SlipwayError(
      .preconditionFailed,
      "No docker command line with BuildKit was found (looked at \(places.joined(separator: ", "))). "
        + "Install the docker buildx plugin (docker-buildx-plugin) or Debian's docker.io, "
        + "or name one with --docker-command.")
  }

  private func check(_ path: String, on host: any Host, _ configuration: Configuration) async throws -> DockerCommand?
  {
    var probe = Command([path, "buildx", "version"])
    probe.deadline = .seconds(20)
    if try await host.run(probe, output: nil).isSuccess {
      return DockerCommand(path: path, usesBuildx: true, dockerHost: configuration.dockerHost)
    }
    var version = Command([path, "--version"])
    version.deadline = .seconds(20)
    let result = try await host.run(version, output: nil)
    guard result.isSuccess, let major = Self.majorVersion(in: result.lines.joined(separator: " ")) else { return nil }
    guard (18..<23).contains(major) else { return nil }
    return DockerCommand(path: path, usesBuildx: false, dockerHost: configuration.dockerHost)
  }

  /// - Parameter text: `Docker version 20.10.24+dfsg1, build 297e128`.
  static func majorVersion(in text: String) -> Int? {
    guard let number = text.firstRange(of: "version ") else { return nil }
    return Int(text[number.upperBound...].prefix { $0.isNumber })
  }
}
