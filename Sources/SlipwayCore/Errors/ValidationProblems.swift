/// Gathers every problem of an input, so that a person is told all of them at once.
package struct ValidationProblems: Sendable {
  private(set) package var problems: [(field: String, problem: String)] = []

  package init() {}

  /// Notes a problem when the condition does not hold.
  package mutating func require(_ condition: Bool, _ field: String, _ problem: @autoclosure () -> String) {
    if !condition { problems.append((field, problem())) }
  }

  /// Runs a check that throws ``SlipwayError`` and notes what it says.
  package mutating func collect(_ check: () throws(SlipwayError) -> Void) {
    do throws(SlipwayError) {
      try check()
    } catch {
      for (field, problem) in error.details { problems.append((field, problem)) }
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` with one detail a field when there is any problem.
  package func throwIfAny() throws {
    guard !problems.isEmpty else { return }
    throw SlipwayError(
      .badRequest, problems.map { "\($0.field): \($0.problem)" }.joined(separator: "; "),
      details: Dictionary(problems.map { ($0.field, $0.problem) }, uniquingKeysWith: { first, _ in first }))
  }
}
