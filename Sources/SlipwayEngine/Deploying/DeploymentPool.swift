import SlipwayCompose
import SlipwayCore
import SlipwayStore

/// Tells which limit a deployment counts against: what builds nothing waits for no build.
enum DeploymentPool {
  /// As the rows are now; a stack from a repository may build, for nobody has seen its file yet.
  static func of(_ deployment: Deployment, _ tx: Transaction) throws -> JobPool {
    // An earlier release has its image.
    if deployment.kind == .rollback { return .releases }
    let id = deployment.deployableID
    if try tx.databases.find(id) != nil { return .releases }
    if let stack = try tx.composeStacks.find(id) { return builds(stack) ? .builds : .releases }
    guard deployment.kind != .reload, let application = try tx.applications.find(id) else { return .releases }
    return application.source.sourceType.needsBuild ? .builds : .releases
  }

  private static func builds(_ stack: ComposeStack) -> Bool {
    stack.settings.sourceType != .raw || ComposeBuilds.mayBuild(stack.secrets.composeFile.reveal())
  }
}
