extension EnvironmentVariables {
  /// Replaces `${{project.NAME}}`, `${{environment.NAME}}` and `${{NAME}}` (a variable of this list).
  ///
  /// What is put in is not read again, with one exception: a variable of this list is resolved before it is put in.
  /// - Throws: ``SlipwayError`` `badRequest` naming every reference that leads nowhere, and those that go in a circle.
  package func resolved(
    project: EnvironmentVariables, environment: EnvironmentVariables
  ) throws -> EnvironmentVariables {
    var resolver = ReferenceResolver(own: self, project: project, environment: environment)
    let resolved = variables.map { Variable(name: $0.name, value: resolver.value(of: $0, path: [])) }
    guard resolver.problems.isEmpty else {
      throw SlipwayError(
        .badRequest, resolver.problems.joined(separator: "; "),
        details: ["env": resolver.problems.joined(separator: "\n")])
    }
    return EnvironmentVariables(resolved)
  }

  /// The references in a value, without their braces, in their order.
  package static func references(in value: String) -> [String] {
    var found: [String] = []
    _ = replaceReferences(in: value) { name in
      found.append(name)
      return ""
    }
    return found
  }

  fileprivate static func replaceReferences(in value: String, with text: (String) -> String) -> String {
    var result = ""
    var rest = Substring(value)
    while let start = rest.firstRange(of: "${{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      result += rest[..<start.lowerBound]
      result += text(rest[start.upperBound..<end.lowerBound].trimmingSpaces())
      rest = rest[end.upperBound...]
    }
    return result + rest
  }
}

/// One pass over a list of variables, gathering what cannot be resolved.
private struct ReferenceResolver {
  let own: EnvironmentVariables
  let project: EnvironmentVariables
  let environment: EnvironmentVariables
  var problems: [String] = []

  mutating func value(of variable: EnvironmentVariables.Variable, path: [String]) -> String {
    var found: [String] = []
    let value = EnvironmentVariables.replaceReferences(in: variable.value) { name in
      let (text, problem) = lookUp(name, from: variable.name, path: path + [variable.name])
      found.append(contentsOf: problem)
      return text
    }
    for problem in found where !problems.contains(problem) { problems.append(problem) }
    return value
  }

  private func lookUp(_ name: String, from variable: String, path: [String]) -> (String, [String]) {
    if name.hasPrefix("project.") {
      let key = String(name.dropFirst("project.".count))
      return project[key].map { ($0, []) } ?? ("", ["Invalid project environment variable: project.\(key)"])
    }
    if name.hasPrefix("environment.") {
      let key = String(name.dropFirst("environment.".count))
      return environment[key].map { ($0, []) } ?? ("", ["Invalid environment variable: environment.\(key)"])
    }
    guard let target = own.variables.first(where: { $0.name == name }) else {
      return ("", ["Invalid service environment variable: \(name)"])
    }
    guard !path.contains(name) else {
      return ("", ["The variable \(variable) refers to itself: \((path + [name]).joined(separator: " → "))"])
    }
    var inner = self
    inner.problems = []
    let value = inner.value(of: target, path: path)
    return (value, inner.problems)
  }
}
