/// Something that happened and that somebody may be watching. It may get lost: the rows are the truth.
package enum Event: Sendable, Hashable {
  /// A job was queued or became available.
  case jobQueued
  /// A job ended, or failed and is tried again.
  case jobMoved(ID<Job>)
  /// A deployment moved or began another step.
  case deploymentChanged(ID<Deployment>, ID<Deployable>, ID<Organization>)
  /// Lines were added to a deployment's log.
  case logAppended(ID<Deployment>)
  /// Somebody asked to cancel a deployment.
  case cancelRequested(ID<Deployment>)
  /// An application's settings or observed state changed.
  case deployableChanged(ID<Deployable>, ID<Organization>)
  /// Projects, environments or their lists changed.
  case organizationChanged(ID<Organization>)
  /// A session or key ended; whoever streams with it must stop.
  case accessEnded(ID<User>)
  /// A backup's run moved.
  case backupRunChanged(ID<BackupRun>, ID<Organization>)
  /// Lines were added to the log of a backup's run.
  case backupLogAppended(ID<BackupRun>)
  /// A schedule's run moved.
  case scheduleRunChanged(ID<ScheduleRun>, ID<Organization>)
  /// Lines were added to the log of a schedule's run.
  case scheduleLogAppended(ID<ScheduleRun>)
  /// A server, or an act of setting it up, changed.
  case serverChanged(ID<Server>, ID<Organization>)
  /// Lines were added to the log of an act of setting a server up.
  case serverLogAppended(ID<ServerRun>)
  /// Recurrences were set or changed.
  case recurrencesChanged
  /// The settings of the installation changed.
  case serverSettingsChanged
  /// What the proxy does for a deployable changed, and whoever said so cannot write the proxy's files.
  case routesChanged(ID<Deployable>)
  /// The same of certificates.
  case certificatesChanged
  /// Something that is measured is too much: `cpu`, `memory`, `disk` or `crash-loop`, and of what, as the series is called.
  case alertRaised(kind: String, series: String, value: Int, threshold: Int)
  /// The same on the machine of a server.
  case serverAlertRaised(ID<Server>, kind: String, series: String, value: Int, threshold: Int)
}

extension Event {
  /// What may have happened while nobody listened: whoever acts on these looks at the rows.
  package static let lookAgain: [Event] = [.jobQueued, .recurrencesChanged, .serverSettingsChanged]
}
