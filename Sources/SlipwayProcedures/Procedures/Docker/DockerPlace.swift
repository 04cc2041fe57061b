import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayInventory
import SlipwayStore

/// The machine that a call is about, and as whom it looks at its engine.
struct DockerPlace: Sendable {
  let call: Call
  /// `nil` is this machine.
  let server: ID<Server>?

  init(_ call: Call, _ server: String?) {
    self.call = call
    self.server = MachineWord.server(server)
  }

  /// - Throws: ``SlipwayError`` `notFound` for another organisation's server.
  func machine() async throws -> Machine {
    try await ServerRight(engine: call.engine, caller: try caller()).machine(server)
  }

  var docker: DockerClient { get async throws { try await machine().docker } }

  func inventory() async throws -> Inventory {
    try await Inventory(call.engine, try await viewer(), on: try await machine())
  }

  func cleanUp() async throws -> CleanUp { try CleanUp(call.engine, on: try await machine()) }

  func viewer() async throws -> InventoryViewer {
    let (caller, server) = (try caller(), server)
    let ownsMachine = try await call.store.read { try caller.governs(server, $0) }
    return InventoryViewer(organization: caller.organizationID, ownsMachine: ownsMachine)
  }

  func right() throws -> ContainerRight {
    ContainerRight(engine: call.engine, caller: try caller(), server: server)
  }

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

extension Access {
  /// Somebody of this role, and of a server's organisation.
  static func machine(_ server: String?, _ role: Member.Role) -> Access {
    MachineWord.server(server).map { .all([.organization(role), .subject(.server($0), .read)]) }
      ?? .organization(role)
  }

  /// Whose all is that lies on a machine.
  static func wholeMachine(_ server: String?) -> Access {
    MachineWord.server(server).map { .subject(.server($0), .write) } ?? .server
  }
}
