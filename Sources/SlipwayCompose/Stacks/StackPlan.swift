import Crypto
import Foundation
package import SlipwayCore

/// Makes the file that runs of the file as Compose has read it: pure. Images are pinned, labels and the proxy's network
/// are added, and services that can change without losing a request get a name for each version.
package struct StackPlan: Sendable {
  /// An image that is here, by its identity and by the tag that keeps it.
  package struct Image: Sendable, Hashable {
    package var identity: String
    package var reference: String

    package init(identity: String, reference: String) {
      self.identity = identity
      self.reference = reference
    }
  }

  /// The label with the service's name in the user's file.
  package static let serviceLabel = "slipway.service"

  package var kind: StackSettings.Kind
  package var appName: String
  /// The network that the proxy is on.
  package var proxyNetwork: String
  /// On everything that Docker is asked for; the same for every release.
  package var labels: [String: String]
  /// Those that are on.
  package var domains: [Domain]
  /// By service.
  package var images: [String: Image]
  /// What the names of services end in, where they were made different from the user's.
  package var suffix: String?
  /// Whether it stands beside the stack that the file is of.
  package var isPreview = false

  package init(
    kind: StackSettings.Kind, appName: String, proxyNetwork: String, labels: [String: String], domains: [Domain],
    images: [String: Image], suffix: String? = nil
  ) {
    self.kind = kind
    self.appName = appName
    self.proxyNetwork = proxyNetwork
    self.labels = labels
    self.domains = domains
    self.images = images
    self.suffix = suffix
  }

  /// The service of the effective file that a domain leads to.
  private func service(of domain: Domain, in model: StackModel) -> String? {
    guard let name = domain.serviceName else { return nil }
    if model.services[name] != nil { return name }
    return suffix.map { "\(name)-\($0)" }.flatMap { model.services[$0] == nil ? nil : $0 }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming the domain whose service is not there or cannot be reached.
  package func file(of model: StackModel, effective: String) throws -> StackFile {
    let routed = try routedServices(model)
    var model = isPreview ? StackApart(appName: appName, proxyNetwork: proxyNetwork).apply(to: model) : model
    let network = addNetwork(&model)
    label(&model)
    var services: [String: StackFile.Service] = [:]
    var addresses: [String: String] = [:]
    let typed = model.services
    for (name, fields) in typed {
      let names = routed[name] ?? []
      let isRouted = !names.isEmpty
      let obstacle = isRouted ? StackObstacle.find(name, in: typed) : nil
      var pinned = try pin(name, fields.members)
      let version = isRouted && obstacle == nil ? Self.version(pinned) : nil
      let isShared = isRouted || pinned["networks"]?[network] != nil
      let key = version.map { "\(name)-\($0)" } ?? (isShared ? Self.sharedKey(name, appName: appName) : name)
      if isRouted {
        let address = Self.address(appName: appName, service: name, version: version)
        for typed in names { addresses[typed] = address }
        join(network, &pinned, alias: address)
      }
      if isShared { setApart(name, &pinned, from: network) }
      model.services[name] = .object(pinned)
      services[name] = service(name, key: key, pinned, isBeside: version != nil, obstacle)
      services[name]?.hasDomain = isRouted
    }
    rename(&model, services.mapValues(\.key))
    model.root = model.root.filter { !$0.key.hasPrefix("x-") }
    return StackFile(
      kind: kind, model: model.root, services: services, addresses: addresses, effective: effective)
  }

  /// The names by which domains know each service that has one.
  private func routedServices(_ model: StackModel) throws -> [String: Set<String>] {
    var routed: [String: Set<String>] = [:]
    for domain in domains {
      guard let typed = domain.serviceName, let name = service(of: domain, in: model) else {
        let known = model.services.keys.sorted().joined(separator: ", ")
        throw SlipwayError.invalid(
          "serviceName",
          "\(domain.host) leads to the service '\(domain.serviceName ?? "")', which the file does not have; it has "
            + known)
      }
      if let mode = model.services[name]?["network_mode"]?.stringValue {
        throw SlipwayError.invalid(
          "serviceName",
          "\(domain.host) leads to '\(name)', whose network_mode is '\(mode)': the proxy cannot reach it")
      }
      routed[name, default: []].insert(typed)
    }
    return routed
  }

  private func service(
    _ name: String, key: String, _ fields: [String: JSONValue], isBeside: Bool, _ obstacle: String?
  ) -> StackFile.Service {
    let deploy = fields["deploy"]?.members ?? [:]
    let check = fields["healthcheck"]
    let isChecked = check != nil && !(check?["disable"]?.isTrue ?? false)
    let condition = deploy["restart_policy"]?["condition"]?.stringValue
    let restart = fields["restart"]?.stringValue
    let isSwarm = kind == .stack
    let always = isSwarm ? (condition ?? restart ?? "any") : (restart ?? condition ?? "no")
    return StackFile.Service(
      key: key, image: images[name]?.reference ?? "", isBeside: isBeside, obstacle: obstacle,
      replicas: deploy["replicas"]?.wholeNumber ?? fields["scale"]?.wholeNumber ?? 1,
      hasDomain: false, hasHealthcheck: isChecked,
      isRestarted: ["always", "unless-stopped", "any"].contains(always),
      startPeriod: ComposeDuration.seconds(check?["start_period"]?.stringValue ?? "") ?? 0)
  }
}

extension StackPlan {
  /// The image by its identity, our labels, and nothing that would build or pull.
  private func pin(_ name: String, _ fields: [String: JSONValue]) throws -> [String: JSONValue] {
    guard let image = images[name] else {
      throw SlipwayError.invalid("composeFile", "the service '\(name)' has neither an image nor a build")
    }
    var fields = fields.filter { $0.value != .null && !["build", "pull_policy", "develop"].contains($0.key) }
    fields["image"] = .string(image.identity)
    // What has no value here would get one of the process that starts it.
    if let typed = fields["environment"] {
      fields["environment"] = .object(typed.members.filter { $0.value != .null })
    }
    fields["labels"] = labelled(fields["labels"], name)
    if kind == .compose { stayStopped(&fields) }
    if kind == .stack {
      var deploy = fields["deploy"]?.members ?? [:]
      deploy["labels"] = labelled(deploy["labels"], name)
      fields["deploy"] = .object(deploy)
    }
    return fields
  }

  /// What Slipway has stopped stays so when the engine restarts, whatever a restore is doing to its volumes meanwhile.
  private func stayStopped(_ fields: inout [String: JSONValue]) {
    if fields["restart"] == "always" { fields["restart"] = "unless-stopped" }
    guard var deploy = fields["deploy"]?.members, var policy = deploy["restart_policy"]?.members,
      ["always", "any"].contains(policy["condition"]?.stringValue)
    else { return }
    policy["condition"] = "unless-stopped"
    deploy["restart_policy"] = .object(policy)
    fields["deploy"] = .object(deploy)
  }

  private func labelled(_ typed: JSONValue?, _ service: String) -> JSONValue {
    let allowed = (typed?.members ?? [:]).filter { !$0.key.hasPrefix(OwnLabels.prefix) }
    let ours = labels.merging([Self.serviceLabel: service]) { $1 }.mapValues { JSONValue.string($0) }
    return .object(allowed.merging(ours) { $1 })
  }

  private func label(_ model: inout StackModel) {
    for (name, volume) in model.volumes where !(volume["external"]?.isTrue ?? false) {
      model.volumes[name] = owned(volume)
    }
    for (name, network) in model.networks where !(network["external"]?.isTrue ?? false) {
      model.networks[name] = owned(network)
    }
  }

  private func owned(_ thing: JSONValue) -> JSONValue {
    var fields = thing.members
    let typed = (fields["labels"]?.members ?? [:]).filter { !$0.key.hasPrefix(OwnLabels.prefix) }
    fields["labels"] = .object(typed.merging(labels.mapValues { JSONValue.string($0) }) { $1 })
    return .object(fields)
  }

  /// - Returns: the proxy's network as the file calls it.
  private func addNetwork(_ model: inout StackModel) -> String {
    let known = model.networks.first { ($0.value["name"]?.stringValue ?? $0.key) == proxyNetwork }
    if let known { return known.key }
    guard !domains.isEmpty else { return proxyNetwork }
    var key = proxyNetwork
    while model.networks[key] != nil { key += "-proxy" }
    model.networks[key] = ["name": .string(proxyNetwork), "external": true]
    return key
  }

  /// The same for what is the same: a service that did not change is left alone.
  private static func version(_ fields: [String: JSONValue]) -> String {
    var fields = fields
    fields["depends_on"] = nil
    fields["scale"] = nil
    if var deploy = fields["deploy"]?.members {
      deploy["replicas"] = nil
      fields["deploy"] = .object(deploy)
    }
    let text = (try? StackModel(root: fields).text()) ?? ""
    return String(digest(text).prefix(8))
  }

  /// A DNS label of its own on the proxy's network.
  package static func address(appName: String, service: String, version: String?) -> String {
    var start = appName.prefix(50)
    while start.last == "-" { start.removeLast() }
    return "\(start)-\(digest("\(service)\0\(version ?? "")").prefix(10))"
  }

  static func digest(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).hexadecimal
  }
}
