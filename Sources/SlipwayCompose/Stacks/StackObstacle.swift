package import SlipwayCore

/// Why two versions of a service cannot run side by side: pure, one sentence for each reason.
package enum StackObstacle {
  /// - Parameter others: all services of the file, by name.
  /// - Returns: `nil` when they can.
  package static func find(_ name: String, in others: [String: JSONValue]) -> String? {
    let service = others[name] ?? .null
    if let reason = single(service) { return reason }
    if service["network_mode"]?.stringValue != nil { return "it has a network_mode of its own" }
    if let volume = writable(service) { return "it writes to \(volume)" }
    if hasFixedAddress(service) { return "it has a fixed address" }
    if let other = others.keys.sorted().first(where: { refers(others[$0] ?? .null, to: name) }) {
      return "'\(other)' shares its namespace, links or volumes"
    }
    return nil
  }

  /// Why there can be one container of it only.
  package static func single(_ service: JSONValue) -> String? {
    if service["container_name"]?.stringValue != nil { return "it has a fixed container_name" }
    return publishes(service) ? "it publishes a port of the server" : nil
  }

  private static func publishes(_ service: JSONValue) -> Bool {
    (service["ports"]?.arrayValue ?? []).contains { port in
      !(port["published"]?.stringValue ?? "").isEmpty || port["published"]?.wholeNumber ?? 0 > 0
    }
  }

  /// - Returns: the first volume that it writes to.
  package static func writable(_ service: JSONValue) -> String? {
    let volumes = (service["volumes"]?.arrayValue ?? []).filter { volume in
      let type = volume["type"]?.stringValue
      return type != "tmpfs" && type != "image" && !(volume["read_only"]?.isTrue ?? false)
    }
    guard let first = volumes.first else { return nil }
    return first["source"]?.stringValue ?? first["target"]?.stringValue ?? "a volume"
  }

  private static func hasFixedAddress(_ service: JSONValue) -> Bool {
    if service["mac_address"]?.stringValue != nil { return true }
    return (service["networks"]?.members ?? [:]).values.contains {
      $0["ipv4_address"] != nil || $0["ipv6_address"] != nil || $0["mac_address"] != nil
    }
  }

  private static func refers(_ service: JSONValue, to name: String) -> Bool {
    let shared = ["network_mode", "pid", "ipc"].compactMap { service[$0]?.stringValue }
    let links = (service["links"]?.arrayValue ?? []).compactMap { $0.stringValue?.split(separator: ":").first }
    let volumes = (service["volumes_from"]?.arrayValue ?? []).compactMap {
      $0.stringValue?.split(separator: ":").first
    }
    return shared.contains("service:\(name)") || (links + volumes).contains { $0 == name }
  }
}
