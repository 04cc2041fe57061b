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
    /// Accepted when it is the mount's own.
    package var applicationId: ID<Deployable>?
    package var composeId: String?
    package var libsqlId: String?
    package var mariadbId: String?
    package var mongoId: String?
    package var mysqlId: String?
    package var postgresId: String?
    package var redisId: String?
  }

  package static let name = "mounts.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a mount; the next deployment applies it"

  package static func access(_ input: Input) -> Access {
    let own = Access.subject(.mount(input.mountId), .write)
    guard let application = input.applicationId else { return own }
    return .all([own, .subject(.application(application), .write)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> MountRow {
    try (input.serviceType ?? .application).check()
    let now = call.now()
    let mount = try await call.store.write { tx in
      var mount = try tx.mounts.one(input.mountId)
      if let application = input.applicationId, application != mount.deployableID {
        throw SlipwayError.invalid("applicationId", "a mount cannot be moved to another application")
      }
      change(&mount, input)
      try MountRules.check(mount, call, tx)
      try tx.mounts.update(mount)
      _ = try ApplicationChange.note(mount.deployableID, now, tx)
      return mount
    }
    call.publish(.deployableChanged(mount.deployableID, mount.organizationID))
    return MountRow(mount)
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
