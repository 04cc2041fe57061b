package import SlipwayAnswers
package import SlipwayCore

/// The fields of an update that say what is wanted of previews; those below the line are ours.
package struct PreviewUpdateFields: Codable, Sendable {
  package var previewEnv: Patch<String>
  package var previewBuildArgs: Patch<String>
  package var previewBuildSecrets: Patch<String>
  package var previewLabels: Patch<[String]>
  package var previewWildcard: Patch<String>
  package var previewPort: Patch<Int>
  package var previewHttps: Bool?
  package var previewPath: Patch<String>
  package var previewCertificateType: Domain.CertificateType?
  package var previewCustomCertResolver: Patch<String>
  package var previewLimit: Patch<Int>
  package var isPreviewDeploymentsActive: Patch<Bool>
  package var previewRequireCollaboratorPermissions: Patch<Bool>
  // –
  package var previewExpiryHours: Patch<Int>
  package var previewDrafts: Patch<Bool>
  package var previewParentVariables: Patch<Bool>
  package var previewDatabaseIds: Patch<[ID<Deployable>]>
  package var previewServiceName: Patch<String>
}

extension PreviewUpdateFields {
  /// Hosts are the whole server's; a database's settings are copied.
  var access: [Access] {
    var all: [Access] = []
    for case .set(let typed) in [previewWildcard, previewCustomCertResolver] where !typed.isEmpty {
      all.append(.organization(.admin))
    }
    if case .set(let databases) = previewDatabaseIds { all += databases.map { .subject(.database($0), .read) } }
    return all
  }
}
