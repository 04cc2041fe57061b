package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Adds storage to a service; its next deployment mounts it.
package enum MountCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var type: Mount.Kind
    package var hostPath: String?
    package var volumeName: String?
    package var content: String?
    package var mountPath: String
    package var filePath: String?
    package var serviceType: ServiceWord?
    package var serviceId: String
  }

  package static let name = "mounts.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds a volume, a folder of the server or a file to a service"

  package static func access(_ input: Input) -> Access { .subject(.deployable(ID(input.serviceId)), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> MountRow {
    let wanted = Mount(
      organizationID: try call.organization(), deployableID: ID(input.serviceId), type: input.type,
      hostPath: input.type == .bind ? input.hostPath : nil,
      volumeName: input.type == .volume ? input.volumeName : nil,
      filePath: input.type == .file ? input.filePath : nil,
      content: input.type == .file ? Secret(input.content ?? "") : nil, mountPath: input.mountPath)
    return try await call.changePart { tx in
      var mount = wanted
      let kind = try ServiceWord.check(input.serviceType, of: mount.deployableID, tx)
      try MountRules.check(&mount, call, tx)
      try tx.mounts.insert(mount)
      return (mount, MountRow(mount, of: kind.rawValue))
    }
  }
}
