import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What a mount must hold to, beyond its own fields.
enum MountRules {
  /// Gives the mount its one spelling, checks it, and claims its volume.
  /// - Throws: ``SlipwayError`` `badRequest`, `forbidden` or `conflict` naming the field.
  static func check(_ mount: inout Mount, _ call: Call, _ tx: Transaction) throws {
    mount.normalize()
    try mount.validate()
    guard try mount.type == .file || tx.deployables.one(mount.deployableID).kind != .compose else {
      throw SlipwayError.invalid("type", "must be file: the volumes and folders of a stack are named in its file")
    }
    if mount.type == .bind, let path = mount.hostPath.flatMap({ HostPath($0) }) {
      try check(path, of: mount, call, tx)
    }
    let mount = mount
    let others = try tx.mounts.all(of: mount.deployableID).filter { $0.id != mount.id }
    guard !others.contains(where: { $0.mountPath == mount.mountPath }) else {
      throw conflict("mountPath", "another mount of this service is at \(mount.mountPath)")
    }
    if mount.type == .volume, let volume = mount.volumeName { try claim(volume, for: mount, call, tx) }
  }

  /// What a volume holds is its organisation's, also when nothing mounts it any more. Only the server's owner may take one
  /// that is there already, or that somebody has left.
  private static func claim(_ volume: String, for mount: Mount, _ call: Call, _ tx: Transaction) throws {
    let isOwner = try call.ownsServer(tx)
    let server = try tx.deployables.find(mount.deployableID)?.serverID
    let users = try tx.mounts.claiming(volumeName: volume, on: server)
    let present = try tx.volumeClaims.find(volume)
    let isFree = present.map { $0.organizationID == mount.organizationID || isOwner } ?? true
    guard isFree, users.allSatisfy({ $0.organizationID == mount.organizationID }) else {
      throw conflict("volumeName", "is in use on this server")
    }
    guard isOwner || present == nil else { return }
    try tx.volumeClaims.claim(volume, for: mount.organizationID, isAdopted: isOwner)
  }

  /// A folder of the server is for the server's owner, but below those that the configuration opens.
  private static func check(_ path: HostPath, of mount: Mount, _ call: Call, _ tx: Transaction) throws {
    let rules = BindRules(call.engine.configuration)
    if try !call.ownsServer(tx) {
      guard rules.isOpen(path) else {
        let folders = call.engine.configuration.bindFolders
        let problem =
          "only the server's owner may mount this folder"
          + (folders.isEmpty ? "" : "; you may mount below \(folders.joined(separator: ", "))")
        throw SlipwayError(.forbidden, "hostPath: \(problem)", details: ["hostPath": problem])
      }
      let others = try tx.mounts.binds().filter { $0.organizationID != mount.organizationID }
      guard !others.contains(where: { $0.hostPath.flatMap { HostPath($0) }?.overlaps(path) ?? false }) else {
        throw conflict("hostPath", "is in use on this server")
      }
    }
    try rules.check(path)
  }

  private static func conflict(_ field: String, _ problem: String) -> SlipwayError {
    SlipwayError(.conflict, "\(field): \(problem)", details: [field: problem])
  }
}
