package import SlipwayCompose
package import SlipwayCore
package import SlipwayStore

/// A first look at what a typed file asks of the server, which answers at once. It reads the text, not what Docker Compose
/// makes of it: ``StackJudge`` decides what may run.
package enum StackDangers {
  /// - Parameter variables: the stack's own, with every reference resolved.
  /// - Throws: ``SlipwayError`` `badRequest` naming the line that cannot be read.
  package static func find(
    in text: String, of stack: ComposeStack, _ variables: EnvironmentVariables, _ configuration: Configuration,
    folder: ComposePlace = ComposePlace(root: .code, parts: [])
  ) throws -> [ComposeDanger] {
    try ComposeDangers.all(
      in: text, environment: environment(variables, of: stack),
      openNetworks: [Surroundings.network(instance: configuration.instance)], folder: folder)
  }

  /// What a release of a stack may do beyond the stack; its owner allowed all of it, or it would not run.
  package static func find(in release: Release, of stack: ComposeStack, _ engine: Engine) throws -> [ComposeDanger] {
    StackJudge(engine, stack).dangers(in: try StackFile.read(release))
  }

  /// All that a file is read with.
  static func environment(_ variables: EnvironmentVariables, of stack: ComposeStack) -> [String: String] {
    StackVariables.values(variables, of: stack)
  }
}

extension Transaction {
  /// A stack's variables as a deployment would have them; a reference that leads nowhere stays as it was typed.
  package func variables(of stack: ComposeStack) throws -> EnvironmentVariables {
    let typed = EnvironmentVariables(parsing: stack.secrets.env.reveal())
    let environment = try environments.one(stack.environmentID)
    let project = try projects.one(environment.projectID)
    let resolved = try? typed.resolved(
      project: EnvironmentVariables(parsing: project.env.reveal()),
      environment: EnvironmentVariables(parsing: environment.env.reveal()))
    return resolved ?? typed
  }
}
