/// Every kind of job that there is.
package enum Jobs {
  package static let all: [any RunnableJob.Type] = [
    DeployJob.self, RetireJob.self, UndoJob.self, StopJob.self, StartJob.self, RemoveJob.self,
    PasswordJob.self, RebuildJob.self, BackupJob.self, StackServiceJob.self, ScheduleJob.self, ServerSetupJob.self,
    PreviewCommentJob.self, PreviewNetworkJob.self, PreviewPushJob.self, PreviewRequestJob.self, CommitReportJob.self,
  ]
}
