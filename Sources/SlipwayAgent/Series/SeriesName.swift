/// What a series is of: the machine, a service of Slipway, or whatever else runs on its Docker Engine. It names the file.
package struct SeriesName: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
  package static let machine = SeriesName(known: "machine")
  private static let (service, other) = ("service.", "other.")

  package let rawValue: String
  package var description: String { rawValue }

  private init(known: String) { rawValue = known }

  /// - Returns: `nil` for what could be no name of a file here.
  package init?(rawValue: String) {
    guard rawValue == "machine" || rawValue.hasPrefix(Self.service) || rawValue.hasPrefix(Self.other),
      rawValue.utf8.count <= 200, rawValue.utf8.allSatisfy(Self.isAllowed)
    else { return nil }
    self.rawValue = rawValue
  }

  /// - Parameter identifier: of the deployable.
  package init?(service identifier: String) { self.init(rawValue: Self.service + identifier) }

  /// By Docker's labels, so that it goes on when another container takes over.
  /// - Returns: `nil` for what helps Slipway for a while, such as the container of a backup.
  package init?(labels: [String: String], container: String) {
    let role = labels["slipway.role"]
    guard [nil, "proxy", "stack"].contains(role) else { return nil }
    // The proxy is nobody's service.
    if let deployable = labels["slipway.deployable"], role != "proxy" {
      self.init(service: deployable)
    } else if let name = labels["com.docker.swarm.service.name"] {
      self.init(rawValue: Self.other + name)
    } else if let project = labels["com.docker.compose.project"], let part = labels["com.docker.compose.service"] {
      self.init(rawValue: "\(Self.other)\(project)-\(part)")
    } else {
      self.init(rawValue: Self.other + container)
    }
  }

  /// The identifier of the deployable, when it is of one.
  package var deployable: String? {
    rawValue.hasPrefix(Self.service) ? String(rawValue.dropFirst(Self.service.count)) : nil
  }

  /// What is no service of Slipway, for people.
  package var title: String {
    rawValue.hasPrefix(Self.other) ? String(rawValue.dropFirst(Self.other.count)) : rawValue
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46
      || byte == 95
  }
}
