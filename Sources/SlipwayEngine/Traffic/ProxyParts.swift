import SlipwayCore
import SlipwayHost

/// What the proxy of one machine is made of: the network that it shares with services, its files, its service.
struct ProxyParts: Sendable {
  let host: any Host
  /// The proxy's folder on that machine.
  let folder: String
  let configuration: Configuration
  /// Of the network, beside the instance's.
  var labels: [String: String] = [:]
  /// Of the service: the installation that ``PanelClaim`` asks for.
  var panel: String?
  /// Of the service: the server that ``ServerClaim`` asks for.
  var server: ID<Server>?

  /// - Returns: whether it was made.
  @discardableResult
  func makeNetwork() async throws -> Bool {
    let name = Surroundings.network(instance: configuration.instance)
    if let found = try await host.docker.inspectNetwork(name) {
      guard found.Driver == "overlay" else {
        throw SlipwayError(
          .conflict, "The network \(name) exists, but it is no overlay network. Remove or rename it.")
      }
      try refuseOthers(found)
      return false
    }
    do {
      let own = [ReleaseLabels.instance: configuration.instance]
      try await host.docker.createOverlay(name, labels: own.merging(labels) { first, _ in first })
      return true
    } catch let error as SlipwayError where error.code == .conflict {
      return false
    }
  }

  /// Two installations that look after one machine would take each other's services away.
  private func refuseOthers(_ network: DockerNetwork) throws {
    guard let own = labels[ReleaseLabels.panel], network.Labels?[ReleaseLabels.panel] != own else { return }
    throw SlipwayError(
      .conflict,
      "Another Slipway uses \(host.name): the network \(network.Name) there is not ours. Remove the server there first, and the "
        + "network with it (docker network rm \(network.Name)), or give this installation another --instance.")
  }

  /// - Parameter settings: the text of the static file.
  func writeFiles(_ settings: String) async throws {
    let files = host.files
    try await files.makeDirectory(folder, mode: 0o755)
    try await files.makeDirectory("\(folder)/\(ProxySettings.dynamic)", mode: 0o755)
    try await files.makeDirectory("\(folder)/acme", mode: 0o700)
    if settings.contains(ProxySettings.requestsMount + "/") {
      try await files.makeDirectory("\(folder)/\(ProxySettings.requests)", mode: 0o700)
    }
    if let authorities = configuration.acmeCAFile {
      // The file that is named is this machine's.
      try await replace(
        "\(folder)/\(ProxySettings.authorities)", with: LocalFiles().readText(authorities))
    }
    try await replace("\(folder)/\(ProxySettings.fileName)", with: settings)
  }

  private func replace(_ path: String, with text: String) async throws {
    if try await host.files.exists(path), try await host.files.readText(path) == text { return }
    try await host.files.write(text, to: path)
  }

  /// - Returns: whether anything changed.
  func makeService(node: String, settings: String) async throws -> Bool {
    var spec = try ProxyService.spec(
      configuration, folder: folder, identity: try await host.files.identity(folder), node: node, settings: settings)
    spec.Labels?[ReleaseLabels.panel] = panel
    spec.Labels?[ReleaseLabels.server] = server?.rawValue
    spec = try spec.sealed()
    guard let found = try await host.docker.inspectService(spec.Name) else {
      try await pullIfMissing(configuration.traefikImage)
      try await host.docker.createService(spec)
      return true
    }
    guard found.Spec.Labels?[ReleaseLabels.spec] != spec.Labels?[ReleaseLabels.spec] else { return false }
    guard found.Spec.Labels?[ReleaseLabels.instance] == configuration.instance else {
      throw SlipwayError(
        .conflict, "A service \(spec.Name) exists that Slipway did not make. Remove it, or set another --instance.")
    }
    try await host.docker.updateService(found.ID, version: found.Version.Index, spec: spec)
    return true
  }

  /// Swarm would pull it, too, but says nothing of why it cannot.
  private func pullIfMissing(_ image: String) async throws {
    guard try await host.docker.inspectImage(image) == nil else { return }
    try await host.docker.pullImage(image)
  }
}
