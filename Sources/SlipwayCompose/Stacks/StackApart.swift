import SlipwayCore

/// Takes out of a preview's file what it would have in common with the stack that it is a preview of: published ports, and
/// the names that volumes, networks, configs and secrets have in Docker. What is from outside was judged before.
struct StackApart: Sendable {
  let appName: String
  let proxyNetwork: String

  func apply(to model: StackModel) -> StackModel {
    var model = model
    model.services = model.services.mapValues { service in
      var fields = service.members
      fields["ports"] = nil
      return .object(fields)
    }
    for section in ["volumes", "networks", "configs", "secrets"] {
      guard let members = model.root[section]?.members else { continue }
      model.root[section] = .object(Dictionary(uniqueKeysWithValues: members.map { ($0, named($0, $1)) }))
    }
    return model
  }

  private func named(_ key: String, _ entry: JSONValue) -> JSONValue {
    var fields = entry.members
    let isOutside = fields["external"].map { $0 != .bool(false) && $0 != .null } ?? false
    guard !isOutside, fields["name"]?.stringValue != proxyNetwork else { return entry }
    fields["name"] = .string("\(appName)_\(key)")
    return .object(fields)
  }
}
