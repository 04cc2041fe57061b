extension EnvironmentVariables {
  /// Replaces `${{project.NAME}}`, `${{environment.NAME}}` and `${{NAME}}` (a variable of this list).
  ///
  /// What is put in is not read again, with one exception: a variable of this list is resolved before it is put in.
  /// - Throws: ``SlipwayError`` `badRequest` naming every reference that leads nowhere, and those that go in a circle.
  package func resolved(
    project: EnvironmentVariables, environment: EnvironmentVariables
  ) throws -> EnvironmentVariables {
    var resolver = ReferenceResolver(ReferenceScopes(own: self, project: project, environment: environment))
    let resolved = variables.map { Variable(name: $0.name, value: resolver.value(of: $0)) }
    let problems = resolver.problems.all
    guard problems.isEmpty else {
      throw SlipwayError(
        .badRequest, problems.joined(separator: "; "), details: ["env": problems.joined(separator: "\n")])
    }
    return EnvironmentVariables(resolved)
  }

  /// How many bytes all values may have together with what they refer to.
  package static let largest = 1 << 20
  /// Over how many variables of a list a reference may lead.
  static let longestChain = 100

  /// What makes the list too large by itself, whatever is shared with it.
  package var sizeProblem: String? {
    let alone = ReferenceScopes(own: self, project: EnvironmentVariables(), environment: EnvironmentVariables())
    var resolver = ReferenceResolver(alone)
    for variable in variables { _ = resolver.value(of: variable) }
    return resolver.problems.size
  }

  /// By the names of their variables the references that lead nowhere, without their braces, in their order.
  package func unknownReferences(
    project: EnvironmentVariables, environment: EnvironmentVariables
  ) -> [String: [String]] {
    let scopes = ReferenceScopes(own: self, project: project, environment: environment)
    let unknown = variables.map { ($0.name, Self.references(in: $0.value).filter { scopes.value(of: $0) == nil }) }
    return Dictionary(unknown.filter { !$0.1.isEmpty }, uniquingKeysWith: { $1 })
  }

  private static func references(in value: String) -> [String] {
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

/// Where references lead: to a variable of the same list, of the project or of the environment.
private struct ReferenceScopes {
  private static let projectPrefix = "project."
  private static let environmentPrefix = "environment."
  let own: EnvironmentVariables
  let project: EnvironmentVariables
  let environment: EnvironmentVariables

  /// Whether it leads to what several services share; that is not read again.
  static func isShared(_ name: String) -> Bool { name.hasPrefix(projectPrefix) || name.hasPrefix(environmentPrefix) }

  /// - Returns: `nil` when it leads nowhere.
  func value(of name: String) -> String? {
    if name.hasPrefix(Self.projectPrefix) { return project[String(name.dropFirst(Self.projectPrefix.count))] }
    if name.hasPrefix(Self.environmentPrefix) {
      return environment[String(name.dropFirst(Self.environmentPrefix.count))]
    }
    return own[name]
  }

  static func problem(_ name: String) -> String {
    if name.hasPrefix(projectPrefix) { return "Invalid project environment variable: \(name)" }
    if name.hasPrefix(environmentPrefix) { return "Invalid environment variable: \(name)" }
    return "Invalid service environment variable: \(name)"
  }
}

/// One pass over a list of variables: each is resolved once, whoever refers to it, and what is put in is counted.
private struct ReferenceResolver {
  /// A variable's value, and over how many variables its references lead.
  private struct Resolved {
    var value: String
    var depth: Int
  }

  private let scopes: ReferenceScopes
  private var done: [String: Resolved] = [:]
  /// The variables that are being resolved now, each for the one before it.
  private var path: [String] = []
  /// Bytes of all values with what was put in so far.
  private var size: Int
  private(set) var problems = ReferenceProblems()

  init(_ scopes: ReferenceScopes) {
    self.scopes = scopes
    size = scopes.own.variables.reduce(0) { $0 + $1.value.utf8.count }
    _ = checkSize()
  }

  mutating func value(of variable: EnvironmentVariables.Variable) -> String { resolve(variable).value }

  private mutating func resolve(_ variable: EnvironmentVariables.Variable) -> Resolved {
    if let found = done[variable.name] { return found }
    path.append(variable.name)
    defer { path.removeLast() }
    var depth = 0
    let value = EnvironmentVariables.replaceReferences(in: variable.value) { name in
      let found = lookUp(name, from: variable.name)
      depth = max(depth, found.depth)
      size += found.value.utf8.count
      return checkSize() ? found.value : ""
    }
    let resolved = Resolved(value: value, depth: depth + 1)
    done[variable.name] = resolved
    return resolved
  }

  private mutating func lookUp(_ name: String, from variable: String) -> Resolved {
    guard let value = scopes.value(of: name) else { return nothing(ReferenceScopes.problem(name)) }
    guard !ReferenceScopes.isShared(name) else { return Resolved(value: value, depth: 0) }
    guard !path.contains(name) else {
      return nothing("The variable \(variable) refers to itself: \((path + [name]).joined(separator: " → "))")
    }
    let longest = EnvironmentVariables.longestChain
    guard path.count < longest, done[name, default: Resolved(value: "", depth: 0)].depth < longest else {
      return nothing("The references of \(path[0]) lead over more than \(longest) variables")
    }
    return resolve(EnvironmentVariables.Variable(name: name, value: value))
  }

  private mutating func nothing(_ problem: String) -> Resolved {
    problems.add(problem)
    return Resolved(value: "", depth: 0)
  }

  /// - Returns: whether all of it is still small enough.
  private mutating func checkSize() -> Bool {
    guard size > EnvironmentVariables.largest else { return true }
    problems.addSize()
    return false
  }
}

/// What cannot be resolved, each said once and only so many of them.
private struct ReferenceProblems {
  private static let most = 50
  private var found: [String] = []
  private var known: Set<String> = []
  /// Of what is too large, whatever it says.
  private(set) var size: String?

  var all: [String] {
    let shown = found.prefix(Self.most) + (size.map { [$0] } ?? [])
    return found.count > Self.most ? shown + ["… and \(found.count - Self.most) more"] : Array(shown)
  }

  mutating func add(_ problem: String) {
    if known.insert(problem).inserted { found.append(problem) }
  }

  mutating func addSize() {
    size = "The variables are larger than \(EnvironmentVariables.largest >> 20) MiB with what they refer to"
  }
}
