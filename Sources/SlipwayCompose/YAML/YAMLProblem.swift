import SlipwayCore
import Yams

/// A parser's complaint as a sentence with its line.
struct YAMLProblem {
  let sentence: String

  init(_ error: YamlError) {
    sentence =
      switch error {
      case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        "line \(mark.line), column \(mark.column): "
          + [context?.text, problem].compactMap { $0 }.joined(separator: " ")
      case .duplicatedKeysInMapping(let keys, let context):
        "line \(context.mark.line): the key '\(keys.first ?? "")' stands there twice; keep one of them"
      case .reader(let problem, _, _, _):
        "is no text that YAML allows: \(problem)"
      default:
        "is no YAML"
      }
  }
}
