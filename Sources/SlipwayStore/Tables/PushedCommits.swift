package import Foundation
package import SlipwayCore

/// What was pushed to each application last. The rows are the truth of their branches; the references of the repositories
/// follow them.
package struct PushedCommits {
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  /// The commit that was accepted last; `nil` before the first push.
  package func last(of application: ID<Deployable>) throws -> String? {
    try connection.row("SELECT commit_hash FROM pushed_commit WHERE deployable_id = \(application)")?["commit_hash"]
  }

  package func set(_ commit: String, of application: Application, now: Date) throws {
    try connection.run(
      """
      INSERT INTO pushed_commit (deployable_id, organization_id, commit_hash, pushed_at)
      VALUES (\(application.id), \(application.organizationID), \(commit), \(now))
      ON CONFLICT (deployable_id) DO UPDATE SET commit_hash = \(commit), pushed_at = \(now)
      """)
  }

  /// The status of the newest deployment of this commit that no other took the place of.
  package func outcome(of commit: String, _ application: ID<Deployable>) throws -> DeploymentStatus? {
    try connection.row(
      """
      SELECT status FROM deployment
      WHERE deployable_id = \(application) AND commit_hash = \(commit) AND status <> 'superseded'
      ORDER BY position DESC LIMIT 1
      """)?["status"]
  }

  /// Everything that code was ever pushed to and that is still there.
  package func all() throws -> [ID<Deployable>] {
    try connection.rows("SELECT deployable_id FROM pushed_commit ORDER BY deployable_id").map {
      try $0["deployable_id"]
    }
  }
}
