import Foundation
import SlipwayCore
import SlipwayProcedures

/// Where pages and forms ask: the same procedures as the API's callers, with the same checks.
struct Desk: Sendable {
  let dispatcher: Dispatcher
  let call: Call

  /// - Throws: whatever the procedure refuses.
  func ask<P: Procedure>(_ procedure: P.Type, _ input: P.Input) async throws -> P.Output {
    try await dispatcher.call(procedure, input, call)
  }

  /// Asks with fields where an input has no initialiser of its own.
  func ask<P: Procedure>(_ procedure: P.Type, fields: JSONValue) async throws -> P.Output {
    try await ask(procedure, JSONDecoder().decode(P.Input.self, from: JSONEncoder().encode(fields)))
  }

  /// What may be missing on a page without the page being gone: `nil` when it is not there.
  /// - Throws: whatever else the procedure refuses.
  func find<P: Procedure>(_ procedure: P.Type, _ input: P.Input) async throws -> P.Output? {
    do {
      return try await ask(procedure, input)
    } catch let error as SlipwayError where error.code == .notFound {
      return nil
    }
  }

  /// What only some roles may see: `nil` for the others.
  /// - Throws: whatever else the procedure refuses.
  func askIfAllowed<P: Procedure>(_ procedure: P.Type, _ input: P.Input) async throws -> P.Output? {
    do {
      return try await ask(procedure, input)
    } catch let error as SlipwayError where error.code == .forbidden {
      return nil
    }
  }

  /// Calls a procedure by its name, as a client of the API would.
  @discardableResult
  func call(_ name: String, _ fields: [String: JSONValue]) async throws -> JSONValue {
    let answer = try await dispatcher.call(name: name, json: JSONEncoder().encode(JSONValue.object(fields)), call)
    return try answer.map { try JSONDecoder().decode(JSONValue.self, from: $0) } ?? .null
  }
}
