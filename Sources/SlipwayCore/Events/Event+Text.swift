/// How events travel between processes: a word, and the identifiers behind it with spaces between them.
extension Event {
  package var text: String {
    let words: [String] =
      switch self {
      case .jobQueued: ["job-queued"]
      case .jobMoved(let job): ["job-moved", job.rawValue]
      case .deploymentChanged(let deployment, let deployable, let organization):
        ["deployment-changed", deployment.rawValue, deployable.rawValue, organization.rawValue]
      case .logAppended(let deployment): ["log-appended", deployment.rawValue]
      case .cancelRequested(let deployment): ["cancel-requested", deployment.rawValue]
      case .deployableChanged(let deployable, let organization):
        ["deployable-changed", deployable.rawValue, organization.rawValue]
      case .organizationChanged(let organization): ["organization-changed", organization.rawValue]
      case .accessEnded(let user): ["access-ended", user.rawValue]
      case .backupRunChanged(let run, let organization): ["backup-run-changed", run.rawValue, organization.rawValue]
      case .backupLogAppended(let run): ["backup-log-appended", run.rawValue]
      case .scheduleRunChanged(let run, let organization):
        ["schedule-run-changed", run.rawValue, organization.rawValue]
      case .scheduleLogAppended(let run): ["schedule-log-appended", run.rawValue]
      case .serverChanged(let server, let organization): ["server-changed", server.rawValue, organization.rawValue]
      case .serverLogAppended(let run): ["server-log-appended", run.rawValue]
      case .recurrencesChanged: ["recurrences-changed"]
      case .serverSettingsChanged: ["server-settings-changed"]
      case .routesChanged(let deployable): ["routes-changed", deployable.rawValue]
      case .certificatesChanged: ["certificates-changed"]
      case .alertRaised(let kind, let series, let value, let threshold):
        ["alert-raised", kind, series, String(value), String(threshold)]
      case .serverAlertRaised(let server, let kind, let series, let value, let threshold):
        ["server-alert-raised", server.rawValue, kind, series, String(value), String(threshold)]
      }
    return words.joined(separator: " ")
  }

  /// - Returns: `nil` for what this version does not know: another one may share the database for a while.
  package init?(text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("job-queued", 1): self = .jobQueued
    case ("job-moved", 2): self = .jobMoved(ID(words[1]))
    case ("deployment-changed", 4): self = .deploymentChanged(ID(words[1]), ID(words[2]), ID(words[3]))
    case ("log-appended", 2): self = .logAppended(ID(words[1]))
    case ("cancel-requested", 2): self = .cancelRequested(ID(words[1]))
    case ("deployable-changed", 3): self = .deployableChanged(ID(words[1]), ID(words[2]))
    case ("organization-changed", 2): self = .organizationChanged(ID(words[1]))
    case ("access-ended", 2): self = .accessEnded(ID(words[1]))
    case ("backup-run-changed", 3): self = .backupRunChanged(ID(words[1]), ID(words[2]))
    case ("backup-log-appended", 2): self = .backupLogAppended(ID(words[1]))
    case ("schedule-run-changed", 3): self = .scheduleRunChanged(ID(words[1]), ID(words[2]))
    case ("schedule-log-appended", 2): self = .scheduleLogAppended(ID(words[1]))
    case ("server-changed", 3): self = .serverChanged(ID(words[1]), ID(words[2]))
    case ("server-log-appended", 2): self = .serverLogAppended(ID(words[1]))
    case ("recurrences-changed", 1): self = .recurrencesChanged
    case ("server-settings-changed", 1): self = .serverSettingsChanged
    case ("routes-changed", 2): self = .routesChanged(ID(words[1]))
    case ("certificates-changed", 1): self = .certificatesChanged
    case ("alert-raised", 5):
      guard let value = Int(words[3]), let threshold = Int(words[4]) else { return nil }
      self = .alertRaised(kind: words[1], series: words[2], value: value, threshold: threshold)
    case ("server-alert-raised", 6):
      guard let value = Int(words[4]), let threshold = Int(words[5]) else { return nil }
      self = .serverAlertRaised(ID(words[1]), kind: words[2], series: words[3], value: value, threshold: threshold)
    default: return nil
    }
  }
}
