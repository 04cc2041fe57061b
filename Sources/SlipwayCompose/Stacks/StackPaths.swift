import SlipwayCore

/// Where the paths of a resolved file lead: pure. What lies in the source code is kept in a folder of its version; a
/// folder that is not in it is meant to be written to, and is kept from version to version.
package struct StackPaths: Sendable {
  /// The checkout as it is while the file is read.
  package var checkout: String
  /// The folder of file mounts as it is while the file is read.
  package var fresh: String
  /// Where the checkout is kept for the containers.
  package var code: String
  /// Where what they write is kept.
  package var files: String

  package init(checkout: String, fresh: String, code: String, files: String) {
    self.checkout = checkout
    self.fresh = fresh
    self.code = code
    self.files = files
  }

  /// Every path of the file that Docker binds or reads when containers start.
  package static func all(in model: StackModel) -> Set<String> {
    var found: Set<String> = []
    for service in model.services.values {
      for volume in service["volumes"]?.arrayValue ?? [] where volume["type"] == "bind" {
        if let source = volume["source"]?.stringValue { found.insert(source) }
      }
    }
    for section in ["configs", "secrets"] {
      for thing in model.root[section]?.members.values ?? [:].values {
        if let file = thing["file"]?.stringValue { found.insert(file) }
      }
    }
    return found
  }

  /// - Returns: the path below the checkout or the folder of file mounts; `nil` for one elsewhere.
  package func relative(_ path: String) -> String? {
    for root in [checkout, fresh] {
      if path == root { return "" }
      if path.hasPrefix(root + "/") { return String(path.dropFirst(root.count + 1)) }
    }
    return nil
  }

  /// It may lie in the source code.
  package func isOfCode(_ path: String) -> Bool { path == checkout || path.hasPrefix(checkout + "/") }

  /// - Parameter present: the paths below the checkout that are there.
  /// - Returns: the file with every path where its content will be.
  package func moved(_ model: StackModel, present: Set<String>) -> StackModel {
    func place(_ path: String) -> String {
      guard let below = relative(path) else { return path }
      let kept = present.contains(path) ? code : files
      return below.isEmpty ? kept : kept + "/" + below
    }
    var model = model
    for (name, service) in model.services {
      var fields = service.members
      guard let volumes = fields["volumes"]?.arrayValue else { continue }
      fields["volumes"] = .array(
        volumes.map { volume in
          guard volume["type"] == "bind", let source = volume["source"]?.stringValue else { return volume }
          return .object(volume.members.merging(["source": .string(place(source))]) { $1 })
        })
      model.services[name] = .object(fields)
    }
    for section in ["configs", "secrets"] {
      guard let things = model.root[section]?.members else { continue }
      model.root[section] = .object(
        things.mapValues { thing in
          guard let file = thing["file"]?.stringValue else { return thing }
          return .object(thing.members.merging(["file": .string(place(file))]) { $1 })
        })
    }
    return model
  }
}
