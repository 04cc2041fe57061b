package import SlipwayCore
import SlipwayStore

/// Changes a mount; the application's next deployment applies it.
package enum MountUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var mountId: ID<Mount>
    package var type: Mount.Kind?
    package var hostPath: Patch<String>
    package var volumeName: Patch<String>
    package var filePath: Patch<String>
    package var content: Patch<String>
    package var serviceType: MountServiceKind?
    package var mountPath: String?
    /// Each is accepted when it is the mount's own.
    package var applicationId: ID<Deployable>?
    package var composeId: ID<Deployable>?
    package var libsqlId: ID<Deployable>?
    package var mariadbId: ID<Deployable>?
    package var mongoId: ID<Deployable>?
    package var mysqlId: ID<Deployable>?
    package var postgresId: ID<Deployable>?
    package var redisId: ID<Deployable>?

    /// Those that were given, by their names.
    var owners: [(field: String, id: ID<Deployable>)] {
      [
        ("applicationId", applicationId), ("composeId", composeId), ("libsqlId", libsqlId), ("mariadbId", mariadbId),
        ("mongoId", mongoId), ("mysqlId", mysqlId), ("postgresId", postgresId), ("redisId", redisId),
      ].compactMap { field, id in id.map { (field, $0) } }
    }
  }

  package static let name = "mounts.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a mount; the next deployment applies it"

  package static func access(_ input: Input) -> Access {
    .all(
      [.subject(.mount(input.mountId), .write)]
        + input.owners.map { Access.subject(.deployable($0.id), .write) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> MountRow {
    try await call.changePart { tx in
      var mount = try tx.mounts.one(input.mountId)
      let kind = try MountServiceKind.check(input.serviceType, of: mount.deployableID, tx)
      if let other = input.owners.first(where: { $0.id != mount.deployableID }) {
        throw SlipwayError.invalid(other.field, "a mount cannot be moved to another service")
      }
      change(&mount, input)
      try MountRules.check(&mount, call, tx)
      try tx.mounts.update(mount)
      return (mount, MountRow(mount, of: kind.rawValue))
    }
  }

  private static func change(_ mount: inout Mount, _ input: Input) {
    mount.type = input.type ?? mount.type
    mount.hostPath = mount.type == .bind ? input.hostPath.applied(to: mount.hostPath) : nil
    mount.volumeName = mount.type == .volume ? input.volumeName.applied(to: mount.volumeName) : nil
    mount.filePath = mount.type == .file ? input.filePath.applied(to: mount.filePath) : nil
    mount.mountPath = input.mountPath ?? mount.mountPath
    guard mount.type == .file else {
      mount.content = nil
      return
    }
    if case .set(Secret.mask) = input.content { return }
    mount.content = Secret(input.content.applied(to: mount.content?.reveal()) ?? "")
  }
}
