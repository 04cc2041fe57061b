import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayInventory
import SlipwayStore

/// The engine that a call is about, and as whom it looks at it.
struct DockerPlace: Sendable {
  let call: Call
  /// `nil` is this machine.
  let server: String?

  init(_ call: Call, _ server: String?) {
    self.call = call
    // What forms and published clients send for this machine.
    self.server = ["", "local"].contains(server ?? "") ? nil : server
  }

  /// - Throws: ``SlipwayError`` `notFound` for another organisation's server.
  func machine() async throws -> Machine {
    guard let server else { return try call.engine.thisMachine() }
    return try await ServerRight(engine: call.engine, caller: try caller()).machine(ID(server))
  }

  var docker: DockerClient { get async throws { try await machine().docker } }

  func inventory() async throws -> Inventory {
    try await Inventory(call.engine, try await viewer(), on: try await machine())
  }

  func cleanUp() async throws -> CleanUp { try CleanUp(call.engine, on: try await machine()) }

  func viewer() async throws -> InventoryViewer {
    let caller = try caller()
    let ownsServer = try await call.store.read { try caller.ownsServer($0) }
    return InventoryViewer(organization: caller.organizationID, ownsServer: ownsServer)
  }

  func right() throws -> ContainerRight { ContainerRight(engine: call.engine, caller: try caller()) }

  /// A container that the caller may have to do with.
  func container(_ name: String, _ permission: Permission) async throws -> DockerContainer {
    try await right().container(name, permission, try await docker)
  }

  private func caller() throws -> Caller {
    guard let caller = call.caller else { throw SlipwayError.signInNeeded }
    return caller
  }
}

/// The input of whatever is asked of an engine as a whole.
package struct DockerInput: Codable, Sendable {
  package var serverId: String?

  package init(serverId: String? = nil) { self.serverId = serverId }
}

/// The input of whatever is asked of one container.
package struct DockerContainerInput: Codable, Sendable {
  package var containerId: String
  package var serverId: String?

  package init(containerId: String, serverId: String? = nil) {
    self.containerId = containerId
    self.serverId = serverId
  }
}
