import Foundation
package import SlipwayCore

/// What differs between two service specs, in words that a person knows from the settings; values of the environment
/// are never told.
package struct SpecDifference: Sendable {
  /// Path in Docker's JSON → the setting's name. What is not listed keeps its path.
  private static let names = [
    "TaskTemplate.ContainerSpec.Image": "image", "TaskTemplate.ContainerSpec.Command": "command",
    "TaskTemplate.ContainerSpec.Args": "args", "TaskTemplate.ContainerSpec.StopGracePeriod": "stopGracePeriod",
    "TaskTemplate.Resources.Limits.MemoryBytes": "memoryLimit",
    "TaskTemplate.Resources.Limits.NanoCPUs": "cpuLimit",
    "TaskTemplate.Resources.Reservations.MemoryBytes": "memoryReservation",
    "TaskTemplate.Resources.Reservations.NanoCPUs": "cpuReservation", "Mode.Replicated.Replicas": "replicas",
    "TaskTemplate.Placement.Constraints": "placement.constraints", "EndpointSpec.Mode": "endpointMode",
  ]
  private static let prefixes = [
    ("TaskTemplate.ContainerSpec.Healthcheck", "healthCheck"), ("TaskTemplate.RestartPolicy", "restartPolicy"),
    ("TaskTemplate.ContainerSpec.Labels", "label"), ("TaskTemplate.Placement", "placement"),
    ("TaskTemplate.ContainerSpec.Ulimits", "ulimits"), ("TaskTemplate.Networks", "networks"),
    ("UpdateConfig", "updateConfig"), ("RollbackConfig", "rollbackConfig"),
  ]

  /// - Parameters:
  ///   - before: a spec as JSON text; what is no JSON counts as empty.
  ///   - hasPlacement: whether somebody set where the service's tasks may run; else what Slipway chose for storage is
  ///     left out.
  /// - Returns: one change for each setting that differs, by name.
  package static func changes(from before: String, to after: String, hasPlacement: Bool = true) -> [Evidence.Change] {
    var (old, new) = (settings(in: before), settings(in: after))
    if !hasPlacement {
      new = new.filter { !$0.key.hasPrefix("placement") }
      if old["placement.constraints"] == ownPlacement { old["placement.constraints"] = nil }
    }
    return Set(old.keys).union(new.keys).sorted().compactMap { field in
      guard old[field] != new[field] else { return nil }
      let mask: (String) -> String = { field.hasPrefix("env.") ? Secret.mask : $0 }
      return Evidence.Change(field: field, before: old[field].map(mask), after: new[field].map(mask))
    }
  }

  private static func settings(in json: String) -> [String: String] {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)) else { return [:] }
    let bound = value["Labels"]?[ReleaseLabels.node]?.stringValue.map { "node.id==\($0)" }
    var found: [String: String] = [:]
    for (path, leaf) in leaves(of: value, at: "") where !isOurs(path) { found[name(of: path)] = leaf }
    // Which node has an image or a volume is nobody's setting.
    if let bound, let typed = found["placement.constraints"] {
      found["placement.constraints"] = without(bound, typed)
    }
    for config in ["updateConfig", "rollbackConfig"] where found.keys.contains(where: { $0.hasPrefix(config + ".") })
    {
      found.merge(standards.map { ("\(config).\($0)", $1) }) { typed, _ in typed }
    }
    return found
  }

  /// What is meant where an update says nothing: leaving it out is no change of what stood there.
  private static let standards = ["Parallelism": "1", "FailureAction": "rollback", "Order": "start-first"]

  /// As ``ServiceSpec`` places what has storage when nobody says where.
  private static let ownPlacement = #"["node.role==manager"]"#

  /// - Returns: `nil` when nothing else stood there.
  private static func without(_ constraint: String, _ list: String) -> String? {
    let all = (try? JSONDecoder().decode([String].self, from: Data(list.utf8))) ?? []
    let others = all.filter { $0 != constraint }
    return others.isEmpty ? nil : text(of: .array(others.map { .string($0) }))
  }

  /// The name and the labels that tell releases apart differ each time and mean nothing.
  private static func isOurs(_ path: String) -> Bool {
    path == "Name" || path.hasPrefix("Labels.") || path.contains("Labels.slipway.")
  }

  private static func name(of path: String) -> String {
    if let known = names[path] { return known }
    for (prefix, name) in prefixes where path.hasPrefix(prefix) { return name + path.dropFirst(prefix.count) }
    return path
  }

  private static func leaves(of value: JSONValue, at path: String) -> [(String, String)] {
    switch value {
    case .object(let members):
      members.flatMap { leaves(of: $0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    case .array(let items): leaves(of: items, at: path)
    case .null: []
    default: [(path, text(of: value))]
    }
  }

  /// Lists whose members have a name of their own are told member by member, others whole.
  private static func leaves(of items: [JSONValue], at path: String) -> [(String, String)] {
    switch path {
    case "TaskTemplate.ContainerSpec.Env": items.map { variable($0.stringValue ?? "") }
    case "TaskTemplate.ContainerSpec.Mounts":
      items.map { ("mount." + ($0["Target"]?.stringValue ?? ""), text(of: $0)) }
    case "EndpointSpec.Ports": items.map { ("port.\($0["PublishedPort"].map(text) ?? "")", text(of: $0)) }
    default: items.isEmpty ? [] : [(path, text(of: .array(items)))]
    }
  }

  private static func variable(_ assignment: String) -> (String, String) {
    let halves = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return ("env." + halves[0], halves.count > 1 ? String(halves[1]) : "")
  }

  private static func text(of value: JSONValue) -> String {
    if let text = value.stringValue { return text }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
