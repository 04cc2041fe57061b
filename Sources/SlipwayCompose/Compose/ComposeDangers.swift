import SlipwayCore

/// Finds what in a compose file asks for the host or for what belongs to others. It looks at what runs: anchors and
/// merge keys are resolved, variables have their values. What is none of the file's (the checkout's links, for one)
/// is not seen here.
package struct ComposeDangers: Sendable {
  /// Networks outside the stack that every stack may join.
  private let openNetworks: Set<String>
  private let interpolation: ComposeInterpolation
  private(set) var found: [ComposeDanger] = []
  /// The stack's own paths that containers are given.
  var places: [Place] = []
  /// What runs in the service that is being looked at: a leave for it is for that, too.
  var program = ""

  private init(environment: [String: String], openNetworks: Set<String>) {
    self.openNetworks = openNetworks.union([ComposeNetworks.publishedName])
    interpolation = ComposeInterpolation(environment: environment)
  }

  /// - Parameters:
  ///   - source: the user's file.
  ///   - environment: every variable that the file will be run with, and nothing else must be known to who runs it.
  ///   - openNetworks: networks outside the stack that every stack may join.
  ///   - folder: where the file lies; other files that it names may be anywhere below that folder's root.
  package static func all(
    in source: String, environment: [String: String], openNetworks: Set<String>,
    folder: ComposePlace = ComposePlace(root: .code, parts: [])
  ) throws -> [ComposeDanger] {
    let file = try ComposeFile(parsing: source)
    var dangers = ComposeDangers(environment: environment, openNetworks: openNetworks)
    dangers.look(at: file.root)
    dangers.lookAtFoldersWithinFolders()
    let reads = ComposeReads(of: file.root, folder: folder, interpolation: dangers.interpolation).found
    return dangers.found + reads.filter { $0.place == nil }.map { $0.danger() }
  }

  /// - Throws: ``SlipwayError`` `forbidden` naming each line when there is any danger.
  package static func refuse(
    in source: String, environment: [String: String], openNetworks: Set<String>
  ) throws {
    try refuse(all(in: source, environment: environment, openNetworks: openNetworks))
  }

  /// - Parameter allowed: the digests of what the server's owner has allowed.
  /// - Throws: ``SlipwayError`` `forbidden` naming each line of all others.
  package static func refuse(_ dangers: [ComposeDanger], allowed: [String] = []) throws {
    let refused = dangers.filter { !allowed.contains($0.digest) }
    guard let first = refused.first else { return }
    let more = refused.count > 1 ? " (and \(refused.count - 1) more)" : ""
    throw SlipwayError(
      .forbidden,
      "\(ComposeFile.field): \(first.sentence)\(more). Only the server's owner may allow that, at the stack's "
        + "advanced settings; ask them, or take it out.",
      details: [ComposeFile.field: refused.prefix(20).map(\.sentence).joined(separator: "; ")])
  }

  private mutating func look(at root: YAMLNode) {
    for pair in root.pairs ?? [] {
      switch pair.key.text {
      case "services": for service in pair.value.pairs ?? [] { look(atService: service) }
      case "volumes": for volume in pair.value.pairs ?? [] { look(atVolume: volume) }
      case "networks": for network in pair.value.pairs ?? [] { look(atNetwork: network) }
      case "configs", "secrets":
        for file in pair.value.pairs ?? [] { look(atFile: file, section: pair.key.text) }
      default: continue
      }
    }
  }

  /// - Parameter asking: what stands there.
  mutating func note(_ line: Int?, _ path: String, _ reason: String, _ asking: YAMLNode) {
    found.append(ComposeDanger(line: line, path: path, reason: reason, asked: spelled(asking) + program))
  }

  /// What a service runs, as far as the file says it: another image with the same wish is another thing to allow.
  func program(of service: YAMLNode) -> String {
    let keys = ["image", "build", "entrypoint", "command"]
    return keys.compactMap { key in
      service[key].flatMap { $0.isNull ? nil : "\0\(key)=\(spelled($0))" }
    }.joined()
  }

  mutating func note(_ pair: YAMLNode.Pair, _ path: String, _ reason: String) {
    note(pair.line, path, reason, pair.value)
  }

  /// The same for what means the same, with the variables' values.
  private func spelled(_ node: YAMLNode) -> String {
    if let items = node.items { return "[\(items.map(spelled).joined(separator: ","))]" }
    if let pairs = node.pairs {
      return
        "{\(pairs.map { "\(String(reflecting: $0.key.text)):\(spelled($0.value))" }.sorted().joined(separator: ","))}"
    }
    return String(reflecting: value(node) ?? "")
  }

  /// The text with its variables' values; of null, nothing.
  func value(_ node: YAMLNode?) -> String? { node?.text.map(interpolation.value) }

  /// Says yes, or something that is not clearly no.
  func mayBeTrue(_ node: YAMLNode) -> Bool {
    !["", "false", "no", "off", "n", "f", "0"].contains((value(node) ?? "").lowercased())
  }

  private mutating func look(atVolume volume: YAMLNode.Pair) {
    let path = "volumes.\(volume.key.text)"
    for pair in volume.value.pairs ?? [] {
      switch pair.key.text {
      case "external" where mayBeTrue(pair.value) || pair.value.pairs != nil:
        note(pair.line, "\(path).external", "uses a volume from outside the stack", volume.value)
      case "name": note(pair, "\(path).name", "can name another stack's volume")
      case "driver" where value(pair.value) != "local" && !pair.value.isNull:
        note(pair.line, "\(path).driver", "uses a volume plugin of the host", volume.value)
      case "driver_opts" where value(pair.value["type"]) != "tmpfs" && pair.value.pairs?.isEmpty == false:
        note(pair, "\(path).driver_opts", "can mount any folder or device of the host")
      default: continue
      }
    }
  }

  private mutating func look(atNetwork network: YAMLNode.Pair) {
    let path = "networks.\(network.key.text)"
    let name = value(network.value["name"]) ?? network.key.text
    for pair in network.value.pairs ?? [] where !openNetworks.contains(name) {
      switch pair.key.text {
      case "external" where mayBeTrue(pair.value) || pair.value.pairs != nil:
        note(pair.line, "\(path).external", "joins a network from outside the stack", network.value)
      case "name": note(pair, "\(path).name", "can name another stack's network")
      case "driver" where !["bridge", "overlay"].contains(value(pair.value) ?? "bridge"):
        note(pair.line, "\(path).driver", "joins the host's own network", network.value)
      default: continue
      }
    }
  }

  private mutating func look(atFile file: YAMLNode.Pair, section: String) {
    let path = "\(section).\(file.key.text)"
    for pair in file.value.pairs ?? [] {
      switch pair.key.text {
      case "external" where mayBeTrue(pair.value) || pair.value.pairs != nil:
        note(pair.line, "\(path).external", "reads what belongs to another stack", file.value)
      case "file" where ComposeHostPath(value(pair.value) ?? "").isOutside:
        note(pair, "\(path).file", "reads a file of the host")
      case "file":
        places += [
          Place(value(pair.value) ?? "", isWritten: false, pair.line, "\(path).file", pair.value)
        ].compactMap(\.self)
      default: continue
      }
    }
  }
}
