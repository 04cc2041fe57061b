package import SlipwayCore
import SlipwayProcedures

/// One call of a procedure and what must come of it; a table of them is a test.
package struct Scenario: Sendable, CustomStringConvertible {
  /// Who calls.
  package enum Who: Sendable, Hashable {
    case role(Member.Role)
    /// The owner of the other organisation.
    case foreigner
    case stranger
  }

  package let name: String
  package var who = Who.role(.owner)
  package let procedure: String
  package var input: @Sendable (TestCall) -> JSONValue
  /// `nil` is success.
  package var code: SlipwayError.Code?
  /// Must be in the answer or in the failure's sentence.
  package var contains: [String]
  /// Whether any row must be another one afterwards; a failure never changes any.
  package var changes: Bool

  package init(
    _ name: String, _ procedure: String, as who: Who = .role(.owner), code: SlipwayError.Code? = nil,
    contains: [String] = [], changes: Bool = false,
    _ input: @escaping @Sendable (TestCall) -> JSONValue = { _ in [:] }
  ) {
    self.name = name
    self.procedure = procedure
    self.who = who
    self.code = code
    self.contains = contains
    self.changes = changes
    self.input = input
  }

  package var description: String { name }

  /// - Returns: what is wrong, in sentences; empty when all is as it must be.
  package func run(on test: TestCall) async throws -> [String] {
    let before = try await test.rows()
    let answer = await test.answer(procedure, input(test), as: caller(test))
    let after = try await test.rows()
    var problems: [String] = []
    if answer.code != code {
      problems.append(
        "answered \(answer.code?.rawValue ?? "ok") (\(answer.text.prefix(300))), not \(code?.rawValue ?? "ok")")
    }
    for fragment in contains where !answer.text.contains(fragment) {
      problems.append("'\(fragment)' is not in \(answer.text.prefix(600))")
    }
    if changes != (before != after) { problems.append(changes ? "changed no row" : "changed rows") }
    return problems
  }

  private func caller(_ test: TestCall) -> Caller? {
    switch who {
    case .role(let role): test.acme.caller(role)
    case .foreigner: test.other.caller()
    case .stranger: nil
    }
  }
}
