package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a mount; the application's next deployment applies it.
package enum MountUpdate: Procedure {
  /// What is changed.
  package struct Fields: Codable, Sendable {
    package var mountId: ID<Mount>
    package var type: Mount.Kind?
    package var hostPath: Patch<String>
    package var volumeName: Patch<String>
    package var filePath: Patch<String>
    package var content: Patch<String>
    package var serviceType: ServiceWord?
    package var mountPath: String?
  }

  package struct Input: Codable, Sendable {
    package var fields: Fields
    /// Each is accepted when it is the mount's own.
    package var services: ServiceIDs<EveryService>

    package init(from decoder: any Decoder) throws {
      fields = try Fields(from: decoder)
      services = try ServiceIDs(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      try fields.encode(to: encoder)
      try services.encode(to: encoder)
    }
  }

  package static let name = "mounts.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a mount; the next deployment applies it"

  package static func access(_ input: Input) -> Access {
    .all(
      [.subject(.mount(input.fields.mountId), .write)]
        + input.services.named.map { Access.subject(.deployable($0.id), .write) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> MountRow {
    try await call.changePart { tx in
      var mount = try tx.mounts.one(input.fields.mountId)
      let kind = try ServiceWord.check(input.fields.serviceType, of: mount.deployableID, tx)
      if let other = input.services.named.first(where: { $0.id != mount.deployableID }) {
        throw SlipwayError.invalid(other.word.idField, "a mount cannot be moved to another service")
      }
      change(&mount, input.fields)
      try MountRules.check(&mount, call, tx)
      try tx.mounts.update(mount)
      return (mount, MountRow(mount, of: kind.rawValue))
    }
  }

  private static func change(_ mount: inout Mount, _ input: Fields) {
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
