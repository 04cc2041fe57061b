import SlipwayCore
import SlipwayStore

/// What an application's settings must hold to, whichever procedure changes them.
enum ApplicationRules {
  /// Takes a password out of the repository's address, and empty texts for nothing.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  static func normalize(_ application: inout Application) throws {
    var source = application.source
    for path in [
      \SourceSettings.customGitUrl, \.customGitBranch, \.customGitUsername, \.dockerImage, \.registryUrl, \.username,
    ] {
      if let text = source[keyPath: path], text.trimmingSpaces().isEmpty { source[keyPath: path] = nil }
    }
    if source.customGitSSHKeyId?.rawValue.isEmpty ?? false { source.customGitSSHKeyId = nil }
    for path in [\BuildSettings.registryId, \.buildRegistryId]
    where application.build[keyPath: path]?.rawValue.isEmpty ?? false {
      application.build[keyPath: path] = nil
    }
    if application.build.buildServerId?.rawValue.isEmpty ?? false { application.build.buildServerId = nil }
    if let typed = source.customGitUrl {
      let address = try GitAddress(parsing: typed)
      source.customGitUrl = address.url
      if address.transport != .ssh { keepCredentials(of: address, &source, &application.secrets) }
    }
    for path in [\SourceSettings.githubId, \.gitlabId, \.giteaId, \.bitbucketId] {
      if source[keyPath: path]?.rawValue.isEmpty ?? false { source[keyPath: path] = nil }
    }
    application.source = source
    for path in [\BuildSettings.dockerfile, \.dockerContextPath, \.dockerBuildStage, \.publishDirectory] {
      if let text = application.build[keyPath: path], text.trimmingSpaces().isEmpty {
        application.build[keyPath: path] = nil
      }
    }
    if application.secrets.registryPassword?.isEmpty ?? false { application.secrets.registryPassword = nil }
    if application.secrets.gitPassword?.isEmpty ?? false { application.secrets.gitPassword = nil }
  }

  /// - Throws: ``SlipwayError`` naming every refused field.
  static func check(_ application: Application, beside before: Application, _ tx: Transaction) throws {
    var problems = ValidationProblems()
    if application.source != before.source { SourceRules.check(application.source, &problems) }
    if application.build != before.build { BuildRules.check(application.build, beside: before.build, &problems) }
    if application.runtime != before.runtime { RuntimeRules.check(application.runtime, &problems) }
    if application.icon != before.icon, let icon = application.icon {
      problems.require(
        icon.hasPrefix("data:image/") && icon.utf8.count <= 2_097_152, "icon",
        "must be a data:image/… address of at most 2 MiB")
    }
    try problems.throwIfAny()
    if application.build.buildServerId != before.build.buildServerId { try checkBuildServer(application, tx) }
    if application.runtime.networkSwarm != before.runtime.networkSwarm {
      try checkAliases(application, tx)
    }
  }

  private static func checkBuildServer(_ application: Application, _ tx: Transaction) throws {
    guard let server = try application.build.buildServerId.map({ try tx.servers.one($0) }) else { return }
    guard server.purpose == .build else {
      throw SlipwayError.invalid(
        "buildServerId", "\(server.name) is for services; images are made on servers of the type build")
    }
  }

  /// Access tokens are often typed as the user of the address; they are passwords all the same.
  private static func keepCredentials(
    of address: GitAddress, _ source: inout SourceSettings, _ secrets: inout ApplicationSecrets
  ) {
    if let password = address.password {
      secrets.gitPassword = password
      source.customGitUsername = address.username ?? source.customGitUsername
    } else if let username = address.username {
      let isToken = ["ghp_", "gho_", "ghs_", "github_pat_", "glpat-"].contains { username.hasPrefix($0) }
      source.customGitUsername = isToken ? "oauth2" : username
      if isToken { secrets.gitPassword = Secret(username) }
    }
  }

  /// Another application's name as an alias would take its traffic inside the network.
  private static func checkAliases(_ application: Application, _ tx: Transaction) throws {
    for alias in (application.runtime.networkSwarm ?? []).flatMap({ $0.Aliases ?? [] }) {
      guard alias != application.appName, try tx.deployables.appNameExists(alias) else { continue }
      throw SlipwayError(
        .conflict, "networkSwarm: the alias '\(alias)' is the name of another service",
        details: ["networkSwarm": "the alias '\(alias)' is taken"])
    }
  }
}
