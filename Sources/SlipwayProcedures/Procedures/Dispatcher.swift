package import SlipwayAnswers
package import Foundation
import Logging
import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Calls procedures: decodes, checks access, runs, leaves a trail, encodes. Doors, forms and pages all come by here.
package struct Dispatcher: Sendable {
  package let engine: Engine
  /// In the order of their lists.
  package let procedures: [any Procedure.Type]
  private let accounts: Accounts
  private let byName: [String: any Procedure.Type]

  /// - Parameter accounts: those that sign people in, so that all who guess a password are counted together.
  package init(engine: Engine, procedures: [any Procedure.Type], accounts: Accounts? = nil) {
    self.engine = engine
    self.accounts = accounts ?? Accounts(engine: engine)
    self.procedures = procedures
    byName = Dictionary(procedures.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter name: as published, in any case.
  package func procedure(named name: String) -> (any Procedure.Type)? { byName[name.lowercased()] }

  /// Calls a procedure with its own types; what pages use.
  package func call<P: Procedure>(_ procedure: P.Type, _ input: P.Input, _ call: Call) async throws -> P.Output {
    let access = P.access(input)
    return try await audited(procedure, access.subject, call) {
      try await access.check(call.caller, call.store)
      return try await P.run(input, call.with(accounts))
    }
  }

  /// Calls a procedure by its name with JSON; an empty text is an empty object.
  /// - Returns: the answer as JSON; `nil` when the procedure has nothing to say.
  package func call(name: String, json: Data, _ call: Call) async throws -> Data? {
    guard let procedure = procedure(named: name) else { throw SlipwayError.notFound("Procedure") }
    return try await self.call(procedure, WireInput(json: json), call)
  }

  /// Calls a procedure with what came over the wire.
  /// - Returns: the answer as JSON; `nil` when the procedure has nothing to say.
  package func call(_ procedure: any Procedure.Type, _ input: WireInput, _ call: Call) async throws -> Data? {
    try await open(procedure, input, call)
  }

  /// Checks the access before all of the input is there, as when a large file is still to come; the call itself checks
  /// everything again.
  /// - Throws: what ``Access`` refuses; an input that is not complete yet is none of it.
  package func admit(_ procedure: any Procedure.Type, _ input: WireInput, _ call: Call) async throws {
    try await admitOpened(procedure, input, call)
  }

  private func admitOpened<P: Procedure>(_ procedure: P.Type, _ wire: WireInput, _ call: Call) async throws {
    guard call.caller != nil else { throw SlipwayError.signInNeeded }
    guard let input = try? wire.decode(P.Input.self) else { return }
    let access = P.access(input)
    do {
      try await access.check(call.caller, call.store)
    } catch {
      return try await audited(procedure, access.subject, call) { throw error }
    }
  }

  private func open<P: Procedure>(_ procedure: P.Type, _ wire: WireInput, _ call: Call) async throws -> Data? {
    let input: P.Input
    do {
      input = try wire.decode(P.Input.self)
    } catch {
      return try await audited(procedure, nil, call) { throw error }
    }
    let output = try await self.call(procedure, input, call)
    return output is NoOutput ? nil : try WireOutput.encode(output)
  }

  /// Leaves a row for every mutation of somebody who is known, whether it was allowed or not.
  private func audited<P: Procedure, Answer: Sendable>(
    _ procedure: P.Type, _ subject: Subject?, _ call: Call, _ body: () async throws -> Answer
  ) async throws -> Answer {
    guard P.isAudited, let caller = call.caller else { return try await body() }
    do {
      let answer = try await body()
      await trail(procedure.name, subject, "ok", caller, call)
      return answer
    } catch {
      let code = error is CancellationError ? .cancelled : (error as? SlipwayError)?.code ?? .internal
      await trail(procedure.name, subject, code.rawValue, caller, call)
      throw error
    }
  }

  private func trail(_ action: String, _ subject: Subject?, _ result: String, _ caller: Caller, _ call: Call) async {
    let entry = AuditEntry(
      organizationID: caller.organizationID, userID: caller.user.id, userEmail: caller.user.email, action: action,
      subject: subject.map { "\($0.noun) \($0.rawID)" }.map(AuditText.singleLine) ?? "", result: result,
      ipAddress: call.request.address, createdAt: call.now())
    await AuditTrail(store: engine.store).write(entry)
  }
}
