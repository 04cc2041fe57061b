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
  @Null package var applicationId: ID<Deployable>?
  @Null package var composeId: ID<Deployable>?
  @Null package var libsqlId: ID<Deployable>?
  @Null package var mariadbId: ID<Deployable>?
  @Null package var mongoId: ID<Deployable>?
  @Null package var mysqlId: ID<Deployable>?
  @Null package var postgresId: ID<Deployable>?
  @Null package var redisId: ID<Deployable>?

  /// - Parameters:
  ///   - owner: the published word for what it belongs to: `application`, `compose`, an engine.
  ///   - showsContent: whether a file's content is written in clear.
  package init(_ mount: Mount, of owner: String = "application", showsContent: Bool = false) {
    mountId = mount.id
    type = mount.type
    hostPath = mount.hostPath
    volumeName = mount.volumeName
    filePath = mount.filePath
    content = mount.content.map { showsContent ? $0.reveal() : Secret.mask }
    serviceType = owner
    mountPath = mount.mountPath
    let id = { (name: String) in owner == name ? mount.deployableID : nil }
    applicationId = id("application")
    composeId = id("compose")
    libsqlId = id("libsql")
    mariadbId = id("mariadb")
    mongoId = id("mongo")
    mysqlId = id("mysql")
    postgresId = id("postgres")
    redisId = id("redis")
  }
}
