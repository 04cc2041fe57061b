/// When and how pull requests of an application or a compose stack get deployments of their own, in the published API's
/// field names.
package struct PreviewSettings: Sendable, Hashable, Codable {
  package static let standardLimit = 3

  package var isPreviewDeploymentsActive = false
  /// The host's pattern: `*` and `${appName}` stand for the preview's own name, `${app}` for the application's,
  /// `${prNumber}` for the request's number, `${branch}` for its branch; `nil` makes a name below sslip.io.
  package var previewWildcard: String?
  package var previewPort = 3000
  package var previewPath = "/"
  package var previewHttps = false
  package var previewCertificateType = Domain.CertificateType.none
  package var previewCustomCertResolver: String?
  /// How many may run at once; `nil` is ``standardLimit``.
  package var previewLimit: Int? = standardLimit
  /// A request must carry one of them; none, and every request gets a preview.
  package var previewLabels: [String]?
  /// Whether a request of somebody who may not write to the repository waits for an approval, also when its branch is
  /// in the repository itself. Forks always wait.
  package var previewRequireCollaboratorPermissions = true
  /// How long one stays after the last push; `nil` is until the request is closed.
  package var previewExpiryHours: Int?
  /// Whether drafts get one, too.
  package var previewDrafts = false
  /// Whether the parent's own variables go along where the request is of the repository itself. Forks never get them.
  package var previewParentVariables = false
  /// The databases of the same environment that each preview has an empty one of its own of.
  package var previewDatabaseIds: [ID<Deployable>] = []
  /// Of a compose stack: the service that the preview's host leads to; `nil` is each that the stack has a domain for.
  package var previewServiceName: String?

  package init() {}

  /// How many may run at once.
  package var limit: Int { previewLimit ?? Self.standardLimit }
}

/// The texts of previews that are sealed at rest.
package struct PreviewSecrets: Sendable, Hashable, Codable {
  /// Each preview's environment as typed.
  package var previewEnv = Secret("")
  /// Each preview's build arguments as typed; they end up in the image's history.
  package var previewBuildArgs = Secret("")
  /// Build secrets as typed. Forks do not get them.
  package var previewBuildSecrets = Secret("")

  package init() {}
}
