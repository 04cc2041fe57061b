import SlipwayCore

/// Gives the variables of one template their values, each once, and puts them and the helpers' into texts.
final class TemplateVariables {
  /// What becomes of `${…}` that is neither a helper nor a variable.
  enum Unknown {
    /// It is refused: nothing but a template's own names can stand here.
    case refused
    /// It stays when it is spelled as Compose's variables are: `${NAME}`, `${NAME:-default}`.
    case keptForCompose
    /// It stays: a file may hold anything.
    case kept
  }

  /// Of one text, and of all texts of a template together.
  private static let (maximumLength, maximumSum) = (1 << 20, 8 << 20)
  /// A variable named in a variable named in a variable, and no further: each is a call in a call.
  private static let maximumDepth = 32

  private let functions: TemplateFunctions
  private let field: String
  private var sources: [String: String]
  private var values: [String: String] = [:]
  private var open: [String] = []
  /// How many bytes were put together so far.
  private var sum = 0

  init(_ blueprint: TemplateBlueprint, functions: TemplateFunctions, field: String) throws {
    self.functions = functions
    self.field = field
    sources = ["APP_NAME": functions.surroundings.appName]
    for variable in blueprint.variables { sources[variable.name] = variable.value }
    for variable in blueprint.variables { _ = try value(of: variable.name) }
  }

  /// - Parameter path: where the text stands, for errors.
  func fill(_ text: String, _ path: String, unknown: Unknown) throws -> String {
    var rest = Substring(text)
    var result = ""
    while let start = rest.firstRange(of: "${") {
      let inside = rest[start.upperBound...].prefix { $0 != "}" }
      guard inside.endIndex < rest.endIndex else { break }
      result += rest[..<start.lowerBound]
      result += try replacement(String(inside), path, unknown)
      rest = rest[rest.index(after: inside.endIndex)...]
      guard result.utf8.count <= Self.maximumLength else { throw refused(path, "becomes longer than 1 MiB") }
    }
    result += rest
    sum += result.utf8.count
    guard sum <= Self.maximumSum else { throw refused(path, "makes the template longer than 8 MiB") }
    return result
  }

  private func replacement(_ inside: String, _ path: String, _ unknown: Unknown) throws -> String {
    let parts = inside.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.first ?? ""
    let argument = parts.count == 2 ? parts[1] : nil
    if argument == nil, let value = try value(of: name) { return value }
    if TemplateFunctions.names.contains(name) {
      do {
        return try functions.value(name, argument, lookUp: value(of:))
      } catch let problem as TemplateProblem {
        if unknown == .kept { return "${\(inside)}" }
        throw refused(path, "'${\(inside)}': \(problem.sentence)")
      }
    }
    if unknown == .kept || unknown == .keptForCompose && Self.isForCompose(name, argument) { return "${\(inside)}" }
    throw refused(
      path,
      "'${\(inside)}' is neither a variable nor a helper; helpers are "
        + TemplateFunctions.names.joined(separator: ", "))
  }

  private static func isForCompose(_ name: String, _ argument: String?) -> Bool {
    !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
      && argument?.first.map { "-+?".contains($0) } ?? true
  }

  /// - Returns: `nil` when there is no such variable; one that is empty counts.
  private func value(of name: String) throws -> String? {
    if let known = values[name] { return known }
    guard let source = sources[name] else { return nil }
    let path = "variables.\(name)"
    guard !open.contains(name) else {
      // `domain = "${domain}"` means the helper.
      if open.last == name, TemplateFunctions.names.contains(name) { return nil }
      throw refused(path, "depends on itself: \((open + [name]).joined(separator: " → "))")
    }
    guard open.count < Self.maximumDepth else {
      throw refused(path, "is named by variables that stand too deep in one another")
    }
    open.append(name)
    defer { open.removeLast() }
    let value = try fill(source, path, unknown: .keptForCompose)
    values[name] = value
    return value
  }

  private func refused(_ path: String, _ problem: String) -> SlipwayError {
    SlipwayError.invalid(field, "\(path): \(problem)")
  }
}
