package import SlipwayCore
package import SlipwayHost

/// Brings a built image to the registry that its application chose, so that other nodes can pull it.
struct RegistryPush: Sendable {
  let context: StageContext
  let registry: Registry

  /// - Returns: the same image as every node can have it.
  /// - Throws: ``DeploymentFailure`` in the registry's words.
  func push(_ image: BuiltImage) async throws -> BuiltImage {
    let repository = try registry.repository(of: context.snapshot.application.appName)
    let name = Self.name(of: image.reference, in: repository)
    try await AddressGuard(registries: context.engine.configuration).check(
      registry: registry.url, field: "registryId")
    let (docker, auth) = (context.builder.docker, RegistryAuth(registry))
    await context.log.line("Pushing \(name)")
    do {
      let reference = try ImageReference(parsing: name)
      try await docker.tagImage(image.reference, repository: reference.name, tag: reference.tag ?? "latest")
      let digest = try await docker.pushImage(reference, auth: auth, progress: context.log.output)
      await context.log.line("The registry has it as \(digest)")
      return BuiltImage(reference: image.reference, identity: "\(repository)@\(digest)", registryAuth: auth)
    } catch let error as SlipwayError {
      throw DeploymentFailure(
        Evidence(
          step: .build, summary: "The image was built, but not pushed to \(registry.name): \(error.message)",
          advice: ImageSource.isUnreachable(error)
            ? "Check that \(context.builder.host.name) can reach the registry."
            : "Test the registry in the settings: its address, user name and password.",
          dockerMessage: error.details["docker"], isPreviousServing: context.snapshot.isPreviousServing),
        cause: error)
    }
  }

  /// - Returns: the repository with the same tag.
  static func name(of reference: String, in repository: String) -> String {
    "\(repository):\(reference.split(separator: ":").last ?? "latest")"
  }
}

extension RegistryAuth {
  /// Who we are at a registry.
  package init(_ registry: Registry) {
    self.init(username: registry.username, password: registry.password, serverAddress: registry.url)
  }
}
