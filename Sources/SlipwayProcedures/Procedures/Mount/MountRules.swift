import SlipwayCore
import SlipwayStore

/// What a mount must hold to, beyond its own fields.
enum MountRules {
  /// - Throws: ``SlipwayError`` `badRequest`, `forbidden` or `conflict` naming the field.
  static func check(_ mount: Mount, _ call: Call, _ tx: Transaction) throws {
    try mount.validate()
    if mount.bindsHostControl, !call.isOwner {
      throw SlipwayError(
        .forbidden, "hostPath: only the owner may mount folders that control the server",
        details: ["hostPath": "only the owner may mount this folder"])
    }
    let others = try tx.mounts.all(of: mount.deployableID).filter { $0.id != mount.id }
    guard !others.contains(where: { $0.mountPath == mount.mountPath }) else {
      throw conflict("mountPath", "another mount of this service is at \(mount.mountPath)")
    }
    if mount.type == .volume, let volume = mount.volumeName {
      let claimed = try tx.mounts.claiming(volumeName: volume)
      guard claimed.allSatisfy({ $0.organizationID == mount.organizationID }) else {
        throw conflict("volumeName", "is in use on this server")
      }
    }
  }

  private static func conflict(_ field: String, _ problem: String) -> SlipwayError {
    SlipwayError(.conflict, "\(field): \(problem)", details: [field: problem])
  }
}
