/// Storage that tasks of an application see at a path.
package struct Mount: Sendable, Hashable {
  /// A folder of the host, a named volume, or a file with content kept here.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case bind, volume, file
  }

  package var id: ID<Mount>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  package var type: Kind
  package var hostPath: String?
  package var volumeName: String?
  /// The file's path below the application's files folder.
  package var filePath: String?
  /// The file's content; sealed at rest.
  package var content: Secret?
  package var mountPath: String

  package init(
    id: ID<Mount> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>, type: Kind,
    hostPath: String? = nil, volumeName: String? = nil, filePath: String? = nil, content: Secret? = nil,
    mountPath: String
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.type = type
    self.hostPath = hostPath
    self.volumeName = volumeName
    self.filePath = filePath
    self.content = content
    self.mountPath = mountPath
  }
}
