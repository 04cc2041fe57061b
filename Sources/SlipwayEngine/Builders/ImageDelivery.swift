import SlipwayCore
import SlipwayHost

/// The way of an image from the build server to the machine that it runs on: through a registry, pinned by its digest.
struct ImageDelivery: Sendable {
  let context: StageContext
  let registry: Registry

  /// `nil` where the image is made where it runs.
  init?(_ context: StageContext) {
    guard context.builder.server != context.machine.server, let registry = context.snapshot.registry else {
      return nil
    }
    self.context = context
    self.registry = registry
  }

  /// What an attempt before a crash has brought there.
  func arrived() async throws -> BuiltImage? {
    let tag = ImageTag.of(context.snapshot)
    let prefix = try repository + "@"
    guard let image = try await context.machine.docker.inspectImage(tag),
      let identity = (image.RepoDigests ?? []).first(where: { $0.hasPrefix(prefix) })
    else { return nil }
    return BuiltImage(reference: tag, identity: identity, registryAuth: RegistryAuth(registry))
  }

  /// - Parameter image: as it was pushed.
  /// - Throws: ``DeploymentFailure`` in the words of the engine that could not pull it.
  func bring(_ image: BuiltImage) async throws {
    let (docker, place) = (context.machine.docker, context.machine.host.name)
    await context.log.line("Pulling it on \(place)")
    do {
      try await docker.pullImage(image.identity, auth: image.registryAuth, progress: context.log.output)
    } catch let error as SlipwayError {
      throw DeploymentFailure(
        Evidence(
          step: .build, summary: "The image was built and pushed, but \(place) could not pull it: \(error.message)",
          advice: FullDiskAdvice.of([error.message], on: place)
            ?? "Check that \(place) reaches the registry \(registry.name) at \(registry.place) as the build server does.",
          dockerMessage: error.details["docker"], isPreviousServing: context.snapshot.isPreviousServing),
        cause: error)
    }
    // Named as an image that was built here: what nobody goes back to is found and removed by its names.
    let pushed = RegistryPush.name(of: image.reference, in: try repository)
    for name in [image.reference, pushed] {
      let reference = try ImageReference(parsing: name)
      try await docker.tagImage(image.identity, repository: reference.name, tag: reference.tag ?? "latest")
    }
    await forget(image, pushed)
  }

  /// The build server keeps the layers in its cache, and needs the image no more.
  private func forget(_ image: BuiltImage, _ pushed: String) async {
    for name in [pushed, image.reference] {
      do {
        try await context.builder.docker.removeImage(name)
      } catch {
        // ``BuildLeftovers`` finds it.
        await context.log.line("The image \(name) stays on \(context.builder.host.name) for now.")
      }
    }
  }

  private var repository: String {
    get throws { try registry.repository(of: context.snapshot.application.appName) }
  }
}
