import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Brings an image that a stack's file names here, and sees that the stack may have it: what others have pulled with their
/// passwords lies on the same engine.
struct StackImagePull: Sendable {
  let context: StageContext
  /// Whose image it is, by the name in the file.
  let service: String
  /// Asks for the newest also where it is here.
  var isFresh = false

  private var docker: DockerClient { context.machine.docker }

  /// - Returns: the name by which the engine knows it, and what it is.
  /// - Throws: ``DeploymentFailure``; ``SlipwayError`` `badRequest` naming the service's image.
  func bring(_ fields: JSONValue) async throws -> (name: String, identity: String) {
    let field = "services.\(service).image"
    guard let typed = fields["image"]?.stringValue, let reference = try? ImageReference(parsing: typed),
      // An identity is nobody's name for an image: it would be found whoever it belongs to.
      reference.name != "sha256"
    else { throw SlipwayError.invalid(field, "the service needs an image by its name, or a build") }
    let name = ImageSource.withTag(reference)
    try await AddressGuard(registries: context.engine.configuration).check(reference, field: field)
    try await ForeignImages(context: context).check(name, field: field)
    let auth = context.snapshot.registries.first { $0.holds(reference) }.map(RegistryAuth.init)
    let policy = fields["pull_policy"]?.stringValue ?? "missing"
    let here = try await docker.inspectImage(name)
    if let here, policy == "never" || !(isFresh || policy == "always") {
      try await prove(here, reference)
    } else if policy != "never" {
      try await pull(reference, auth, here)
    }
    guard let found = try await docker.inspectImage(name) else {
      throw await failure(
        "the image \(name) is not on this server.",
        "Its pull_policy forbids to pull it: build it here, or change the policy.")
    }
    return (name, found.Id)
  }

  private func pull(_ reference: ImageReference, _ auth: RegistryAuth?, _ here: DockerImage?) async throws {
    let name = ImageSource.withTag(reference)
    await context.log.line("Pulling \(name) for \(service)")
    do {
      try await docker.pullImage(name, auth: auth, progress: context.log.output)
    } catch let error as SlipwayError {
      guard let here, Self.isFromHere(here, reference) || ImageSource.isUnreachable(error) else {
        throw await refusal(error, "could not be pulled", name)
      }
      await context.log.line("The registry did not provide it; the image \(name) that is on this server is used.")
    }
  }

  /// What came from a registry is for those whom it lets have it; what serves the stack already was proven before.
  private func prove(_ image: DockerImage, _ reference: ImageReference) async throws {
    guard try !isServing(image) else { return }
    do {
      try await ForeignImages(context: context).prove(image, reference)
    } catch let error as SlipwayError {
      throw await refusal(error, "may not be used", ImageSource.withTag(reference))
    }
  }

  private func isServing(_ image: DockerImage) throws -> Bool {
    guard let current = context.snapshot.current else { return false }
    return StackModel(root: try StackFile.read(current).model).services.values.contains {
      $0["image"]?.stringValue == image.Id
    }
  }

  /// No registry ever gave it under this name.
  private static func isFromHere(_ image: DockerImage, _ reference: ImageReference) -> Bool {
    ImageSource.identity(of: image, name: reference.name) == image.Id
  }

  private func refusal(_ error: SlipwayError, _ what: String, _ name: String) async -> DeploymentFailure {
    await failure(
      "the image \(name) \(what): \(error.message)",
      ImageSource.isUnreachable(error)
        ? "Check that this server can reach the registry."
        : "Check the image's name and tag. A private one needs its registry among the organisation's registries.")
  }

  private func failure(_ summary: String, _ advice: String) async -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: await context.steps.current, summary: "The service '\(service)': \(summary)", advice: advice,
        isPreviousServing: context.snapshot.isPreviousServing))
  }
}
