package import SlipwayCompose
package import SlipwayCore

/// What differs between two files of a stack, service by service: pure. Values of the environment are masked.
package enum StackDifference {
  package static func changes(from before: StackFile, to after: StackFile) -> [Evidence.Change] {
    let names = Set(before.services.keys).union(after.services.keys).sorted()
    return names.flatMap { name -> [Evidence.Change] in
      let (old, new) = (fields(name, before), fields(name, after))
      guard let old else { return [Evidence.Change(field: name, before: nil, after: "added")] }
      guard let new else { return [Evidence.Change(field: name, before: "present", after: nil)] }
      return Set(old.keys).union(new.keys).sorted().compactMap { field in
        guard old[field] != new[field] else { return nil }
        let isSecret = field.hasPrefix("environment.")
        return Evidence.Change(
          field: "\(name).\(field)", before: old[field].map { isSecret ? Secret.mask : $0 },
          after: new[field].map { isSecret ? Secret.mask : $0 })
      }
    }
  }

  /// The services whose containers are left alone, by their names.
  package static func unchanged(from before: StackFile?, to after: StackFile) -> Set<String> {
    guard let before, before.kind == after.kind else { return [] }
    let (old, new) = (StackModel(root: before.model).services, StackModel(root: after.model).services)
    return Set(
      after.services.filter { _, service in
        guard let own = new[service.key], let earlier = old[service.key] else { return false }
        return settled(own) == settled(earlier)
      }.keys)
  }

  /// Without what changes no container: the order of starts, and how many there are.
  private static func settled(_ service: JSONValue) -> [String: JSONValue] {
    var fields = service.members
    fields["depends_on"] = nil
    fields["scale"] = nil
    if var deploy = fields["deploy"]?.members {
      deploy["replicas"] = nil
      fields["deploy"] = .object(deploy)
    }
    return fields
  }

  /// The parts of a service as short texts.
  private static func fields(_ name: String, _ file: StackFile) -> [String: String]? {
    guard let service = file.services[name],
      let members = StackModel(root: file.model).services[service.key]?.members
    else { return nil }
    var fields: [String: String] = [:]
    for (field, value) in members where field != "labels" && field != "networks" {
      guard field == "environment" else {
        fields[field] = short(value)
        continue
      }
      for (variable, text) in value.members { fields["environment.\(variable)"] = text.stringValue ?? "" }
    }
    return fields
  }

  private static func short(_ value: JSONValue) -> String {
    if let text = value.stringValue { return String(text.prefix(200)) }
    return String(((try? StackModel(root: ["": value]).text()) ?? "").dropFirst(4).dropLast().prefix(200))
  }
}
