import SlipwayCore

/// The rules for names in a compose file, beyond what Compose itself refuses: what would clash once it runs.
enum ComposeNames {
  /// Names that a container knows already.
  static let reserved: Set = ["localhost", "host.docker.internal", "gateway.docker.internal", "host-gateway"]

  /// - Throws: ``SlipwayError`` naming the line of the first thing that is wrong.
  static func check(_ root: YAMLNode) throws {
    guard let sections = root.pairs else {
      throw ComposeFile.refused(root.line, "must be a map with the key 'services'")
    }
    guard let services = root["services"] else {
      // They may all be another file's.
      if root["include"]?.items?.isEmpty == false { return }
      throw ComposeFile.refused(sections.first?.line, "has no 'services'; name at least one")
    }
    guard let all = services.pairs, !all.isEmpty else {
      throw ComposeFile.refused(services.line, "'services' must be a map with at least one service")
    }
    guard all.count <= ComposeFile.maximumServices else {
      throw ComposeFile.refused(services.line, "may have at most \(ComposeFile.maximumServices) services")
    }
    for service in all { try checkService(service) }
    for section in ["services", "networks", "volumes", "configs", "secrets"] {
      try checkSection(section, root[section])
    }
    try refuseLookalikes(all)
  }

  private static func checkSection(_ name: String, _ section: YAMLNode?) throws {
    guard let section, !section.isNull else { return }
    guard let pairs = section.pairs else { throw ComposeFile.refused(section.line, "'\(name)' must be a map") }
    for pair in pairs {
      let key = pair.key.text
      guard isName(key) else {
        throw ComposeFile.refused(
          pair.line,
          "the name '\(key.prefix(80))' in '\(name)' may have letters, digits and '._-', at most 63 of them")
      }
    }
  }

  /// Each service is a host name, too, and host names know no case.
  private static func refuseLookalikes(_ services: [YAMLNode.Pair]) throws {
    var seen: [String: String] = [:]
    for service in services {
      let name = service.key.text
      guard let other = seen.updateValue(name, forKey: name.lowercased()) else { continue }
      throw ComposeFile.refused(
        service.line, "the services '\(other)' and '\(name)' differ only in case; host names cannot tell them apart")
    }
  }

  private static func checkService(_ service: YAMLNode.Pair) throws {
    let name = service.key.text
    guard !reserved.contains(name.lowercased()), !name.lowercased().hasPrefix("tasks.") else {
      throw ComposeFile.refused(service.line, "'\(name)' is a name that containers know already; rename the service")
    }
    guard let keys = service.value.pairs else {
      throw ComposeFile.refused(service.line, "the service '\(name)' must be a map with an 'image' or a 'build'")
    }
    guard keys.contains(where: { ["image", "build", "extends", "provider"].contains($0.key.text) }) else {
      throw ComposeFile.refused(service.line, "the service '\(name)' has neither 'image' nor 'build'")
    }
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.first, name.utf8.count <= 63, first.isASCII,
      first.isLetter || first.isNumber || first == "_"
    else { return false }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }
}
