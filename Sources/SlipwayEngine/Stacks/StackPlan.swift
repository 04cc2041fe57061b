import Crypto
import Foundation
package import SlipwayCompose
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
    var model = model
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
      let key = version.map { "\(name)-\($0)" } ?? name
      if isRouted {
        let address = Self.address(appName: appName, service: name, version: version)
        for typed in names { addresses[typed] = address }
        join(network, &pinned, alias: address, as: key == name ? nil : name)
      }
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
    fields["labels"] = labelled(fields["labels"], name)
    if kind == .stack {
      var deploy = fields["deploy"]?.members ?? [:]
      deploy["labels"] = labelled(deploy["labels"], name)
      fields["deploy"] = .object(deploy)
    }
    return fields
  }

  private func labelled(_ typed: JSONValue?, _ service: String) -> JSONValue {
    let allowed = (typed?.members ?? [:]).filter { !$0.key.hasPrefix(ReleaseLabels.prefix) }
    let ours = labels.merging([StackLabels.service: service]) { $1 }.mapValues { JSONValue.string($0) }
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
    let typed = (fields["labels"]?.members ?? [:]).filter { !$0.key.hasPrefix(ReleaseLabels.prefix) }
    fields["labels"] = .object(typed.merging(labels.mapValues { JSONValue.string($0) }) { $1 })
    return .object(fields)
  }

  /// - Returns: the proxy's network as the file calls it.
  private func addNetwork(_ model: inout StackModel) -> String {
    if let known = model.networks.first(where: { $0.value["name"]?.stringValue == proxyNetwork }) { return known.key }
    guard !domains.isEmpty else { return proxyNetwork }
    var key = proxyNetwork
    while model.networks[key] != nil { key += "-proxy" }
    model.networks[key] = ["name": .string(proxyNetwork), "external": true]
    return key
  }

  /// - Parameter name: what the others of its networks know it by, where its key is another one.
  private func join(
    _ network: String, _ fields: inout [String: JSONValue], alias: String, as name: String?
  ) {
    var networks = fields["networks"]?.members ?? ["default": .null]
    if let name {
      for (key, place) in networks where key != network { networks[key] = Self.adding(name, to: place) }
    }
    networks[network] = Self.adding(alias, to: networks[network] ?? .null)
    fields["networks"] = .object(networks)
  }

  private static func adding(_ alias: String, to place: JSONValue) -> JSONValue {
    var fields = place.members
    let aliases = fields["aliases"]?.arrayValue ?? []
    if !aliases.contains(.string(alias)) { fields["aliases"] = .array(aliases + [.string(alias)]) }
    return .object(fields)
  }

  private func rename(_ model: inout StackModel, _ keys: [String: String]) {
    var renamed: [String: JSONValue] = [:]
    for (name, service) in model.services {
      var fields = service.members
      if let needed = fields["depends_on"]?.members {
        fields["depends_on"] = .object(
          Dictionary(needed.map { (keys[$0.key] ?? $0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
      }
      renamed[keys[name] ?? name] = .object(fields)
    }
    model.services = renamed
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

  private static func digest(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).hexadecimal
  }
}
