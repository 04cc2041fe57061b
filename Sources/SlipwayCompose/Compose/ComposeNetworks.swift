import SlipwayCore

/// Lets the proxy reach services with a domain, and sets isolated stacks apart.
struct ComposeNetworks {
  /// The name that files written for Dokploy call the proxy's network by.
  static let publishedName = "dokploy-network"

  let settings: ComposeSettings

  init(_ settings: ComposeSettings) { self.settings = settings }

  /// - Throws: ``SlipwayError`` when a domain's service is missing or can join no network.
  func apply(to file: inout ComposeFile) throws -> [ComposeAddition] {
    var additions: [ComposeAddition] = []
    let proxy = nameProxyNetwork(in: &file, &additions)
    let exposed = try exposedServices(of: file)
    if settings.isIsolated {
      isolate(&file, &additions)
    } else {
      try expose(exposed, over: proxy, in: &file, &additions)
    }
    for attachment in settings.attachments {
      try check(attachment, exposed)
      attach(attachment, proxy: proxy, in: &file, &additions)
    }
    return additions
  }

  /// Finds the key that stands for the proxy's network in the file, and makes sure that it does.
  private func nameProxyNetwork(in file: inout ComposeFile, _ additions: inout [ComposeAddition]) -> String {
    let name = settings.proxyNetwork
    let present = file.root["networks"]?.pairs ?? []
    let key =
      present.first { $0.value["name"]?.text == name }?.key.text
      ?? present.first { [name, Self.publishedName].contains($0.key.text) }?.key.text
    guard let key else { return name }
    declare(key, name: name, in: &file)
    additions.append(
      ComposeAddition(
        path: "networks.\(key)", reason: "It is the network '\(name)', over which the proxy reaches services."))
    return key
  }

  /// A network that exists already and is not the file's to make.
  private func declare(_ key: String, name: String, in file: inout ComposeFile) {
    var network = YAMLNode.map(["external": .word("true")])
    if key != name { network["name"] = .text(name) }
    file.updateSection("networks") { $0[key] = network }
  }

  /// The exposed services by the names that run. A file that was transformed already has them with their suffix.
  private func exposedServices(of file: ComposeFile) throws -> [String: ComposeSettings.Exposure] {
    let names = Set(file.root["services"]?.pairs?.map(\.key.text) ?? [])
    var found: [String: ComposeSettings.Exposure] = [:]
    for exposure in settings.exposures {
      guard let name = candidates(for: exposure.service).first(where: names.contains) else {
        throw SlipwayError.invalid(
          "serviceName",
          "the domain \(exposure.host) points at the service '\(exposure.service)', which the compose file does not "
            + "have; it has: \(names.sorted().joined(separator: ", "))")
      }
      found[name] = exposure
    }
    return found
  }

  private func candidates(for service: String) -> [String] {
    guard let suffix = settings.suffix, !suffix.isEmpty, !settings.isIsolated else { return [service] }
    return ["\(service)-\(suffix)", service]
  }

  private func expose(
    _ exposed: [String: ComposeSettings.Exposure], over proxy: String, in file: inout ComposeFile,
    _ additions: inout [ComposeAddition]
  ) throws {
    try file.updateServices { name, body in
      guard let exposure = exposed[name] else { return }
      if let mode = body["network_mode"], let text = mode.text {
        throw ComposeFile.refused(
          mode.line,
          "the service '\(name)' has the domain \(exposure.host), and with network_mode '\(text)' the proxy cannot "
            + "reach it; remove one of them")
      }
      join(
        name, &body, network: proxy, reason: "The proxy reaches it over this network for \(exposure.host).",
        &additions)
      join(name, &body, network: "default", reason: "It stays on the stack's own network, too.", &additions)
    }
    if !exposed.isEmpty { declare(proxy, name: settings.proxyNetwork, in: &file) }
  }

  private func isolate(_ file: inout ComposeFile, _ additions: inout [ComposeAddition]) {
    let network = settings.isolatedNetwork
    declare(network, name: network, in: &file)
    additions.append(
      ComposeAddition(
        path: "networks.\(network)",
        reason: "The stack is isolated: its services share this network with nobody else."))
    file.updateServices { name, body in
      guard body["network_mode"] == nil else { return }
      join(name, &body, network: network, reason: "The stack is isolated: this network is its own.", &additions)
    }
  }

  private func check(
    _ attachment: ComposeSettings.Attachment, _ exposed: [String: ComposeSettings.Exposure]
  ) throws {
    let exposure = candidates(for: attachment.service).compactMap { exposed[$0] }.first
    guard attachment.isDetached, let exposure else { return }
    throw SlipwayError.invalid(
      "serviceNetworks",
      "'\(attachment.service)' has the domain \(exposure.host): the proxy must reach it over its network")
  }

  private func attach(
    _ attachment: ComposeSettings.Attachment, proxy: String, in file: inout ComposeFile,
    _ additions: inout [ComposeAddition]
  ) {
    let names = candidates(for: attachment.service)
    var isPresent = false
    file.updateServices { name, body in
      guard names.contains(name), body["network_mode"] == nil else { return }
      isPresent = true
      for network in attachment.networks {
        join(name, &body, network: network, reason: "The service's settings name this network.", &additions)
      }
      guard attachment.isDetached else {
        join(name, &body, network: "default", reason: "It stays on the stack's own network, too.", &additions)
        return
      }
      for network in [proxy, "default"] where body["networks"]?.removeName(network) == true {
        additions.append(
          ComposeAddition(
            path: "services.\(name).networks", reason: "Its settings take it off the network '\(network)'."))
      }
    }
    guard isPresent else { return }
    for network in attachment.networks { declare(network, name: network, in: &file) }
  }

  private func join(
    _ name: String, _ body: inout YAMLNode, network: String, reason: String, _ additions: inout [ComposeAddition]
  ) {
    var networks = body["networks"] ?? .list([])
    guard networks.addName(network) else { return }
    body["networks"] = networks
    additions.append(ComposeAddition(path: "services.\(name).networks.\(network)", reason: reason))
  }
}
