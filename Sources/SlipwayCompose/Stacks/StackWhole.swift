import Foundation
import SlipwayCore

/// Makes one compose file of a file and all that it brings in: what Docker Compose has read, as a user would have written it.
/// So what others bring is judged, set apart and labelled like what stands in the file itself. Pure.
package struct StackWhole: Sendable {
  /// The stack's name in Docker.
  package var project: String
  /// The root of the source code as Compose saw it.
  package var code: String
  /// The folder of file mounts at that time.
  package var files: String

  package init(project: String, code: String, files: String) {
    self.project = project
    self.code = code
    self.files = files
  }

  /// - Parameter model: as Compose answered it, with a dollar sign doubled wherever none names a variable.
  /// - Returns: a file whose paths start from the root of the code.
  package func text(of model: StackModel) throws -> String {
    var model = model
    for section in ["networks", "volumes", "configs", "secrets"] {
      guard let things = model.root[section]?.members else { continue }
      model.root[section] = .object(
        Dictionary(uniqueKeysWithValues: things.map { ($0.key, unnamed($0.value, $0.key)) }))
    }
    // Its labels are among the service's by now.
    model.services = model.services.mapValues { .object($0.members.filter { $0.key != "label_file" }) }
    model.root["name"] = nil
    return try StackModel(root: relative(.object(model.root)).members).text()
  }

  /// Compose spells out the name that it would give anyway.
  private func unnamed(_ thing: JSONValue, _ key: String) -> JSONValue {
    guard thing["name"] == .string("\(project)_\(key)"), thing["external"]?.isTrue != true else { return thing }
    return .object(thing.members.filter { $0.key != "name" })
  }

  private func relative(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(relative(text))
    case .array(let items): .array(items.map(relative))
    case .object(let members): .object(members.mapValues(relative))
    case .null, .bool, .integer, .number: value
    }
  }

  /// The folders of a deployment have names that nothing else begins with.
  private func relative(_ path: String) -> String {
    for (root, name) in [(files, "../files"), (code, ".")] {
      if path == root { return name }
      if path.hasPrefix(root + "/") { return name + path.dropFirst(root.count) }
    }
    return path
  }
}
