package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Whether somebody may look at what is on a server: it must be their organisation's.
package struct ServerRight: Sendable {
  private let engine: Engine
  private let caller: Caller

  package init(engine: Engine, caller: Caller) {
    self.engine = engine
    self.caller = caller
  }

  /// - Parameter id: `nil` is the machine that Slipway itself runs on.
  /// - Throws: ``SlipwayError`` `notFound` for another organisation's; else what keeps it from being reached.
  package func machine(_ id: ID<Server>?) async throws -> Machine {
    guard let id else { return try engine.thisMachine() }
    let owner = try await engine.store.read { try $0.ownership.organization(of: .server(id)) }
    guard owner == caller.organizationID else { throw SlipwayError.notFound("Server") }
    return try await engine.machine(at: id)
  }
}
