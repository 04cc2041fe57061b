/// The Docker Engine as the tests see it, by the command line: never through the code under test.
package struct EndToEndDocker: Sendable {
  package let instance: String

  @discardableResult
  package func run(_ words: String...) async throws -> String {
    try await EndToEndCommand.run(["docker"] + words)
  }

  /// Names of the services of one application, or of the whole instance but its proxy.
  package func services(of application: String? = nil) async throws -> [String] {
    try await lines("service", "ls", "--format", "{{.Name}}", "--filter", filter(application)).filter {
      $0 != "\(instance)-traefik"
    }.sorted()
  }

  /// Ids of containers; those of the proxy are left out.
  package func containers(of application: String? = nil, all: Bool = false) async throws -> [String] {
    let found = try await lines(
      "ps", "--no-trunc", "--format", "{{.ID}} {{.Names}}", "--filter", filter(application),
      all ? "--all" : "--no-trunc")
    return found.filter { !$0.contains(" \(instance)-traefik") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
  }

  package func lines(_ words: String...) async throws -> [String] {
    try await EndToEndCommand.run(["docker"] + words).split(separator: "\n").map(String.init)
  }

  /// Everything that has the instance's label or name; other installations keep theirs.
  func removeAll() async throws {
    let mine = "label=slipway.instance=\(instance)"
    let services = try await lines("service", "ls", "-q", "--filter", mine)
    if !services.isEmpty { try await EndToEndCommand.run(["docker", "service", "rm"] + services) }
    // Nobody waits for what they would still like to do. Swarm may have begun one more.
    try? await eventually("containers of \(instance) are gone", within: .seconds(40)) {
      let left = try await lines("ps", "-aq", "--filter", mine)
      if !left.isEmpty { _ = try await EndToEndCommand.outcome(of: ["docker", "rm", "--force", "--volumes"] + left) }
      return left.isEmpty
    }
    for volume in try await lines("volume", "ls", "-q", "--filter", mine) {
      _ = try await EndToEndCommand.outcome(of: ["docker", "volume", "rm", volume])
    }
    let named = try await lines("network", "ls", "-q", "--filter", "name=\(instance)-")
    for network in try await lines("network", "ls", "-q", "--filter", mine) + named {
      try await eventually("network of \(instance) is gone", within: .seconds(20)) {
        if try await EndToEndCommand.outcome(of: ["docker", "network", "rm", network]).status == 0 { return true }
        return try await lines("network", "ls", "-q", "--filter", "id=\(network)").isEmpty
      }
    }
  }

  func removeImages(of names: [String]) async throws {
    for name in names {
      let images = try await lines("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "slipway/\(name)")
      if !images.isEmpty { _ = try await EndToEndCommand.outcome(of: ["docker", "image", "rm", "-f"] + images) }
    }
  }

  private func filter(_ application: String?) -> String {
    application.map { "label=slipway.deployable=\($0)" } ?? "label=slipway.instance=\(instance)"
  }
}
