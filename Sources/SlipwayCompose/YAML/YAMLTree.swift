import SlipwayCore
import Yams

/// Reads one YAML document into a tree whose meaning is spelled out: aliases and merge keys are resolved, every scalar
/// keeps its own spelling (`"08"`, `yes`, `22:22` stay what they were), and what costs more than it should is refused.
enum YAMLTree {
  static let maximumBytes = 1 << 20

  /// - Parameter field: named in errors, which name the line, too.
  /// - Throws: ``SlipwayError`` `badRequest`; `payloadTooLarge` for a text that is too long.
  static func read(_ text: String, field: String) throws -> YAMLNode {
    guard text.utf8.count <= maximumBytes else {
      let problem = "may have at most 1 MiB"
      throw SlipwayError(.payloadTooLarge, "\(field): \(problem)", details: [field: problem])
    }
    let document: Node?
    do {
      try YAMLGuard.refuseCostly(text, field: field)
      document = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw SlipwayError.invalid(field, YAMLProblem(error).sentence)
    }
    guard let document else { throw SlipwayError.invalid(field, "is empty") }
    var resolution = YAMLResolution(field: field)
    return try resolution.resolve(document)
  }

  /// The tree as text, everything on a line of its own; comments do not survive, meanings do.
  static func write(_ tree: YAMLNode) throws -> String {
    do {
      return try serialize(node: node(tree), indent: 2, width: -1, allowUnicode: true)
    } catch {
      throw SlipwayError(.internal, "The YAML text could not be written.", cause: error)
    }
  }

  private static func node(_ tree: YAMLNode) -> Node {
    switch tree.content {
    case .scalar(let scalar): .scalar(node(scalar))
    case .list(let items): .sequence(Node.Sequence(items.map(node), Tag(.seq), .block))
    case .map(let pairs):
      .mapping(Node.Mapping(pairs.map { (.scalar(node($0.key)), node($0.value)) }, Tag(.map), .block))
    }
  }

  /// The tag says "text" for all of them, so that the emitter asks nothing but the style.
  private static func node(_ scalar: YAMLNode.Scalar) -> Node.Scalar {
    let style: Node.Scalar.Style =
      switch scalar.style {
      case .plain: .plain
      case .singleQuoted: .singleQuoted
      case .doubleQuoted: .doubleQuoted
      case .literal: .literal
      case .folded: .folded
      }
    return Node.Scalar(scalar.text, Tag(.str), style)
  }
}
