package import SlipwayCore

/// A mount on the wire.
package struct MountRow: Codable, Sendable {
  package var mountId: ID<Mount>
  package var type: Mount.Kind
  @Null package var hostPath: String?
  @Null package var volumeName: String?
  @Null package var filePath: String?
  /// The file's content in `mounts.one`, masked elsewhere.
  @Null package var content: String?
  package var serviceType: String
  package var mountPath: String
  package var applicationId: ID<Deployable>
  @Null package var composeId: String?
  @Null package var libsqlId: String?
  @Null package var mariadbId: String?
  @Null package var mongoId: String?
  @Null package var mysqlId: String?
  @Null package var postgresId: String?
  @Null package var redisId: String?

  /// - Parameter showsContent: whether a file's content is written in clear.
  package init(_ mount: Mount, showsContent: Bool = false) {
    mountId = mount.id
    type = mount.type
    hostPath = mount.hostPath
    volumeName = mount.volumeName
    filePath = mount.filePath
    content = mount.content.map { showsContent ? $0.reveal() : Secret.mask }
    serviceType = "application"
    mountPath = mount.mountPath
    applicationId = mount.deployableID
    composeId = nil
    libsqlId = nil
    mariadbId = nil
    mongoId = nil
    mysqlId = nil
    postgresId = nil
    redisId = nil
  }
}
