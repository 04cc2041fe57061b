package import SlipwayCore

/// The variables that a preview gets, and from whom.
package struct PreviewVariables: Sendable {
  package var plan: PreviewPlan
  package var preview: PreviewDeployment
  package var host: String?
  /// Its own databases.
  package var databases: [(name: String, copy: Database)]

  package init(
    plan: PreviewPlan, preview: PreviewDeployment, host: String?, databases: [(name: String, copy: Database)] = []
  ) {
    self.plan = plan
    self.preview = preview
    self.host = host
    self.databases = databases
  }

  /// Later ones win: the parent's where they may go along, its own databases', those typed for previews, the address.
  package func environment(parent: Secret) -> Secret {
    let shared = plan.settings.previewParentVariables && !preview.needsApproval && !preview.origin.isFork
    return merged([shared ? parent : Secret(""), Secret(ofDatabases.rendered()), plan.secrets.previewEnv, address])
  }

  package func buildArgs() -> Secret { merged([plan.secrets.previewBuildArgs, address]) }

  /// A stranger's Dockerfile could send them anywhere.
  package func buildSecrets() -> Secret {
    preview.origin.isFork || preview.needsApproval ? Secret("") : plan.secrets.previewBuildSecrets
  }

  private func merged(_ texts: [Secret]) -> Secret {
    Secret(EnvironmentVariables(texts.flatMap { EnvironmentVariables(parsing: $0.reveal()).variables }).rendered())
  }

  /// Where it answers, by the published name and by our own.
  private var address: Secret {
    var variables: [EnvironmentVariables.Variable] = []
    if let host {
      variables.append(.init(name: "DOKPLOY_DEPLOY_URL", value: host))
      variables.append(
        .init(name: "SLIPWAY_PREVIEW_URL", value: "\(plan.settings.previewHttps ? "https" : "http")://\(host)"))
    }
    if let number = preview.number { variables.append(.init(name: "SLIPWAY_PREVIEW_NUMBER", value: "\(number)")) }
    return Secret(EnvironmentVariables(variables).rendered())
  }

  /// `NAME_URL`, `NAME_HOST`, … of each, and `DATABASE_URL`, `MONGO_URL`, `REDIS_URL` where it is the only one for it.
  private var ofDatabases: EnvironmentVariables {
    var variables: [EnvironmentVariables.Variable] = []
    for (name, copy) in databases {
      let (engine, prefix) = (DatabaseEngines.engine(copy.settings.engine), Self.prefix(name))
      let parts: [(String, String?)] = [
        ("URL", engine.insideURL(of: copy)), ("HOST", copy.appName), ("PORT", "\(engine.port)"),
        ("USER", copy.settings.databaseUser), ("PASSWORD", copy.secrets.password.reveal()),
        ("DATABASE", copy.settings.databaseName),
      ]
      variables += parts.compactMap { part, value in value.map { .init(name: "\(prefix)_\(part)", value: $0) } }
    }
    for (word, group) in Dictionary(grouping: databases, by: { Self.word($0.copy.settings.engine) }) {
      guard group.count == 1, let only = group.first?.copy else { continue }
      variables.append(
        .init(name: word, value: DatabaseEngines.engine(only.settings.engine).insideURL(of: only)))
    }
    return EnvironmentVariables(variables)
  }

  private static func word(_ engine: Database.Engine) -> String {
    switch engine {
    case .postgres, .mysql, .mariadb, .libsql: "DATABASE_URL"
    case .mongo: "MONGO_URL"
    case .redis: "REDIS_URL"
    }
  }

  private static func prefix(_ name: String) -> String {
    let word = PreviewHost.label(name).replacing("-", with: "_").uppercased()
    return word.first?.isNumber ?? true ? "DB_\(word)" : word
  }
}
