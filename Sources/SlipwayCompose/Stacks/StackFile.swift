import Foundation
package import SlipwayCore

/// What one release of a compose stack runs: the file that is handed to Docker, with every image pinned, and what must
/// be known of its services. It is kept sealed in the release's row.
package struct StackFile: Sendable, Hashable, Codable {
  /// One of its services.
  package struct Service: Sendable, Hashable, Codable {
    /// What it is called in the file that runs: its own name, or one for each version where two run side by side.
    package var key: String
    /// The image or build that the user's file asks for.
    package var source: String?
    /// The tag that keeps its image.
    package var image: String
    /// Whether a new version starts beside the old one, so that no request is lost.
    package var isBeside: Bool
    /// Why it is not, of a service that has a domain.
    package var obstacle: String?
    package var replicas: Int
    package var hasDomain: Bool
    package var hasHealthcheck: Bool
    /// Docker starts it again whatever its exit code was.
    package var isRestarted: Bool
    /// How long its health check is let fail, in seconds.
    package var startPeriod: Double

    package init(
      key: String, image: String, isBeside: Bool, obstacle: String? = nil, replicas: Int, hasDomain: Bool,
      hasHealthcheck: Bool, isRestarted: Bool, startPeriod: Double
    ) {
      self.key = key
      self.image = image
      self.isBeside = isBeside
      self.obstacle = obstacle
      self.replicas = replicas
      self.hasDomain = hasDomain
      self.hasHealthcheck = hasHealthcheck
      self.isRestarted = isRestarted
      self.startPeriod = startPeriod
    }
  }

  package var kind: StackSettings.Kind
  /// As ``StackModel/root``.
  package var model: [String: JSONValue]
  /// By their names in the user's file.
  package var services: [String: Service]
  /// The address of each service that has a domain.
  package var addresses: [String: String]
  /// The file before the images were pinned, as a person reads it.
  package var effective: String
  /// The network of an isolated stack: it is there before the file runs.
  package var isolatedNetwork: String?
  /// What was added to the user's file, and why.
  package var additions: [ComposeAddition] = []

  package init(
    kind: StackSettings.Kind, model: [String: JSONValue], services: [String: Service], addresses: [String: String],
    effective: String
  ) {
    self.kind = kind
    self.model = model
    self.services = services
    self.addresses = addresses
    self.effective = effective
  }
}

extension StackFile {
  /// - Throws: ``SlipwayError`` `internal` when the row was written by something else.
  package static func read(_ release: Release) throws -> StackFile {
    do {
      return try JSONDecoder().decode(StackFile.self, from: Data(release.spec.reveal().utf8))
    } catch {
      throw SlipwayError(.internal, "The stored file of release \(release.id) cannot be read.", cause: error)
    }
  }

  /// As it is kept in a release's row.
  package func sealable() throws -> Secret {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Secret(String(decoding: try encoder.encode(self), as: UTF8.self))
  }

  /// Names in the user's file by the keys in the one that runs.
  package var names: [String: String] {
    Dictionary(services.map { ($0.value.key, $0.key) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter suffix: what the names end in, where they were made different from the user's.
  package func service(_ name: String, suffix: String?) -> Service? {
    services[name] ?? suffix.flatMap { services["\(name)-\($0)"] }
  }

  /// Storage that a service mounts.
  package struct Mounted: Sendable, Hashable {
    package var type: String
    package var source: String
    package var target: String
    package var isReadOnly: Bool
  }

  /// The storage of one service.
  package func volumes(of name: String) -> [Mounted] {
    guard let key = services[name]?.key else { return [] }
    return mounted.filter { $0.key == key }.map(\.mount)
  }

  /// All storage, by the keys of the services that mount it.
  package var mounted: [(key: String, mount: Mounted)] {
    let model = StackModel(root: model)
    return model.services.sorted { $0.key < $1.key }.flatMap { key, service in
      (service["volumes"]?.arrayValue ?? []).map { volume in
        let source = volume["source"]?.stringValue ?? ""
        let name = model.volumes[source].flatMap { $0["name"]?.stringValue }
        return (
          key,
          Mounted(
            type: volume["type"]?.stringValue ?? "", source: name ?? source,
            target: volume["target"]?.stringValue ?? "", isReadOnly: volume["read_only"]?.isTrue ?? false)
        )
      }
    }
  }

  /// The volumes that its services mount, by their names in Docker.
  package var volumeNames: [String] {
    Set(mounted.filter { $0.mount.type == "volume" && !$0.mount.source.isEmpty }.map(\.mount.source)).sorted()
  }

  /// Why more than one container of a service cannot run; `nil` when they can.
  package func once(_ name: String) -> String? {
    guard let key = services[name]?.key, let service = StackModel(root: model).services[key] else { return nil }
    return StackObstacle.single(service)
  }

  /// How many containers of a service are wanted, by the file and by its owner.
  package func wanted(_ name: String, _ wishes: [String: StackSettings.Service]) -> Int {
    guard let service = services[name] else { return 0 }
    if wishes[name]?.isStopped ?? false { return 0 }
    return wishes[name]?.replicas ?? service.replicas
  }

  /// The file with as many containers of each service as its owner wants.
  package func running(_ wishes: [String: StackSettings.Service]) -> StackModel {
    var model = StackModel(root: model)
    for (name, service) in services where wishes[name] != nil {
      guard var fields = model.services[service.key]?.members else { continue }
      var deploy = fields["deploy"]?.members ?? [:]
      guard deploy["mode"] != .string("global") else { continue }
      fields["scale"] = nil
      deploy["replicas"] = .integer(wanted(name, wishes))
      fields["deploy"] = .object(deploy)
      model.services[service.key] = .object(fields)
    }
    return model
  }
}

extension StackFile: CustomStringConvertible, CustomReflectable {
  package var description: String { "StackFile(\(services.keys.sorted().joined(separator: ", ")))" }
  package var customMirror: Mirror { Mirror(self, children: ["services": services.keys.sorted()]) }
}
