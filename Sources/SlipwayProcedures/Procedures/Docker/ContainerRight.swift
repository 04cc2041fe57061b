package import SlipwayCore
package import SlipwayEngine
package import SlipwayHost
import SlipwayStore

/// Whether somebody may have to do with a container, by its labels and the rows: the one place that says so.
///
/// A container of a service is its organisation's; every other one is the machine's, and so theirs whose the machine is.
package struct ContainerRight: Sendable {
  let engine: Engine
  let caller: Caller
  let server: ID<Server>?

  /// - Parameter server: the machine that containers are on; `nil` is this one.
  package init(engine: Engine, caller: Caller, server: ID<Server>? = nil) {
    self.engine = engine
    self.caller = caller
    self.server = server
  }

  /// - Parameters:
  ///   - labels: the container's, which nobody but Slipway can give.
  ///   - permission: what is to be done with it.
  /// - Returns: the service that it is of; `nil` when it is the machine's.
  /// - Throws: ``SlipwayError`` `notFound` for what the caller must not know of, `forbidden` for what their role does
  ///   not allow.
  @discardableResult
  package func check(_ labels: [String: String], _ permission: Permission) async throws -> ID<Deployable>? {
    let service = Self.service(labels, instance: engine.configuration.instance)
    let isMachines = try await engine.store.read { tx in
      if let service, try tx.ownership.organization(of: .deployable(service)) == caller.organizationID {
        return false
      }
      guard try caller.governs(server, tx) else { throw SlipwayError.notFound("Container") }
      return true
    }
    if !isMachines, !caller.role.grants(permission) {
      throw SlipwayError(
        .forbidden, "Your role \(caller.role.rawValue) does not allow to \(permission.rawValue) this.")
    }
    return isMachines ? nil : service
  }

  /// A container that the caller may have to do with.
  /// - Parameter name: its name or id, as the caller has it.
  /// - Throws: as ``check(_:_:)`` does; what Docker refuses.
  package func container(
    _ name: String, _ permission: Permission, _ docker: DockerClient
  ) async throws -> DockerContainer {
    guard let found = try await docker.inspectContainer(name) else {
      guard let task = try await docker.task(of: name) else { throw SlipwayError.notFound("Container") }
      try await check(task.Spec?.ContainerSpec?.Labels ?? [:], permission)
      throw try await elsewhere(task, docker)
    }
    try await check(found.Config.Labels ?? [:], permission)
    return found
  }

  /// An engine reaches into its own containers only.
  private func elsewhere(_ task: DockerTask, _ docker: DockerClient) async throws -> SlipwayError {
    var node: String?
    if let id = task.NodeID { node = try await docker.inspectNode(id)?.hostname }
    return SlipwayError(
      .preconditionFailed,
      "It runs on \(node ?? "another node"): its log can be read from here, nothing more. docker exec reaches it there."
    )
  }

  /// The service that something carries the labels of.
  static func service(_ labels: [String: String], instance: String) -> ID<Deployable>? {
    guard labels[ReleaseLabels.instance] == instance else { return nil }
    return labels[ReleaseLabels.deployable].map { ID($0) }
  }
}
