package import Foundation
package import SlipwayCore

/// A compose file as Docker Compose has read it: variables, anchors, `extends` and `include` resolved, everything in its
/// long form.
package struct StackModel: Sendable, Hashable {
  package var root: [String: JSONValue]

  package init(root: [String: JSONValue]) { self.root = root }

  /// - Throws: ``SlipwayError`` `internal` when it is no object.
  package init(json data: Data) throws {
    guard case .object(let members) = try JSONDecoder().decode(JSONValue.self, from: data) else {
      throw SlipwayError(.internal, "Docker Compose answered with something else than a file.")
    }
    root = members
  }

  /// By their names.
  package var services: [String: JSONValue] {
    get { root["services"]?.members ?? [:] }
    set { root["services"] = .object(newValue) }
  }

  package var networks: [String: JSONValue] {
    get { root["networks"]?.members ?? [:] }
    set { root["networks"] = newValue.isEmpty ? nil : .object(newValue) }
  }

  package var volumes: [String: JSONValue] {
    get { root["volumes"]?.members ?? [:] }
    set { root["volumes"] = newValue.isEmpty ? nil : .object(newValue) }
  }

  /// The same, its configs and secrets read from files below another folder.
  package func readFiles(in folder: String, insteadOf other: String) -> StackModel {
    var model = self
    for section in ["configs", "secrets"] {
      guard let members = root[section]?.members else { continue }
      model.root[section] = .object(
        members.mapValues { entry in
          var fields = entry.members
          guard let path = fields["file"]?.stringValue,
            path.hasPrefix(other + "/")
          else { return entry }
          fields["file"] = .string(folder + path.dropFirst(other.count))
          return .object(fields)
        })
    }
    return model
  }

  /// Equal models are equal texts.
  package func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(JSONValue.object(root)), as: UTF8.self)
  }
}

extension StackModel: CustomStringConvertible, CustomReflectable {
  // The environment of its services holds secrets.
  package var description: String { "StackModel(\(services.keys.sorted().joined(separator: ", ")))" }
  package var customMirror: Mirror { Mirror(self, children: ["services": services.keys.sorted()]) }
}

extension JSONValue {
  /// A whole number, also one that is written as text.
  package var wholeNumber: Int? {
    switch self {
    case .integer(let number): number
    case .string(let text): Int(text)
    default: nil
    }
  }

  package var isTrue: Bool { self == .bool(true) }
}
