import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Ends a deployment that waits or is at work.
enum CancelDeployment {
  /// - Returns: `nil` for one that has ended.
  static func html(_ row: DeploymentRow, _ context: PageContext) -> HTML? {
    guard !row.state.isFinal else { return nil }
    if row.isCancelRequested { return badge("Stopping…", .warning) }
    return PostForm(
      "deployment.killProcess", context, id: "cancel-\(row.deploymentId)",
      hidden: [("deploymentId", row.deploymentId.rawValue)]
    ).button("Cancel", .danger, icon: .stop)
  }
}
