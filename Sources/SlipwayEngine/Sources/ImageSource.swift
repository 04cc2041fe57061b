import SlipwayCore
import SlipwayHost

/// An image that somebody else built: pulled, and pinned to what was pulled.
struct ImageSource: Source {
  static let kinds: [SourceSettings.Kind] = [.docker]

  static func problems(of snapshot: DeploymentSnapshot) -> [String] {
    let source = snapshot.application.source
    guard let image = source.dockerImage?.trimmingSpaces(), !image.isEmpty else {
      return ["dockerImage: no image is set; say which one, such as nginx:1.27."]
    }
    do {
      _ = try ImageReference(parsing: image)
    } catch {
      return [(error as? SlipwayError)?.message ?? "dockerImage: '\(image)' is no image."]
    }
    if let registry = snapshot.registry, (try? registry.holds(ImageReference(parsing: image))) == false {
      return [
        "registryId: the registry \(registry.name) is at \(registry.place), and \(image) is not; choose the image's own."
      ]
    }
    let hasPassword = !(snapshot.application.secrets.registryPassword?.isEmpty ?? true)
    if hasPassword, (source.username ?? "").isEmpty { return ["username: is needed with the registry's password."] }
    return []
  }

  func fetch(_ context: StageContext) async throws -> Fetched {
    let reference = try ImageReference(
      parsing: context.snapshot.application.source.dockerImage?.trimmingSpaces() ?? "")
    let name = Self.withTag(reference)
    try await AddressGuard(registries: context.engine.configuration).check(reference, field: "dockerImage")
    let auth = Self.auth(context.snapshot.application, context.snapshot.registry)
    await context.log.line("Pulling \(name)")
    do {
      try await context.machine.docker.pullImage(name, auth: auth, progress: context.log.output)
    } catch let error as SlipwayError {
      try await useLocal(name, instead: error, context)
    }
    guard let image = try await context.machine.docker.inspectImage(name) else {
      throw SlipwayError(.notFound, "dockerImage: \(name) was pulled, but the engine does not know it.")
    }
    let identity = Self.identity(of: image, name: reference.name)
    await context.log.line("Using \(identity)")
    return .image(BuiltImage(reference: name, identity: identity, registryAuth: auth))
  }

  /// Goes on with the image that is here when the registry cannot be asked; else says what was wrong with the
  /// pull.
  private func useLocal(_ name: String, instead error: SlipwayError, _ context: StageContext) async throws {
    let local = try await context.machine.docker.inspectImage(name)
    let isOwn = local.map { ($0.RepoDigests ?? []).isEmpty } ?? false
    guard local != nil, isOwn || Self.isUnreachable(error) else { throw Self.failure(name, error, context) }
    try await ForeignImages(context: context).check(name, field: "dockerImage")
    await context.log.line("The registry did not provide it: \(error.message)")
    await context.log.line("The image \(name) that is on this server is used instead.")
  }

  private static func failure(_ name: String, _ error: SlipwayError, _ context: StageContext) -> DeploymentFailure {
    let full = FullDiskAdvice.of([error.message], on: context.machine.host.name)
    let advice =
      full
      ?? (isUnreachable(error)
        ? "Check that this server can reach the registry."
        : "Check the image's name and tag, and the registry's user name and password.")
    return DeploymentFailure(
      Evidence(
        step: .source, summary: "The image \(name) could not be pulled: \(error.message)", advice: advice,
        dockerMessage: error.message, isPreviousServing: context.snapshot.isPreviousServing),
      cause: error)
  }

  /// Docker tags what has neither tag nor digest as `latest`; without one it would pull every tag there is.
  static func withTag(_ reference: ImageReference) -> String {
    var reference = reference
    if reference.tag == nil, reference.digest == nil { reference.tag = "latest" }
    return reference.description
  }

  /// The user and password that were typed for this image; else those of the registry that was chosen, which go to that
  /// registry only.
  static func auth(_ application: Application, _ registry: Registry?) -> RegistryAuth? {
    typed(application) ?? registry.flatMap { chosen(application, $0) }
  }

  private static func chosen(_ application: Application, _ registry: Registry) -> RegistryAuth? {
    if application.source.sourceType == .docker {
      let image = try? ImageReference(parsing: application.source.dockerImage?.trimmingSpaces() ?? "")
      guard let image, registry.holds(image) else { return nil }
    }
    return RegistryAuth(registry)
  }

  private static func typed(_ application: Application) -> RegistryAuth? {
    guard application.source.sourceType == .docker else { return nil }
    guard let username = application.source.username, !username.isEmpty,
      let password = application.secrets.registryPassword, !password.isEmpty
    else { return nil }
    return RegistryAuth(
      username: username, password: password, serverAddress: application.source.registryUrl ?? "")
  }

  /// - Returns: `name@sha256:…` as the registry knows it, or the image's own identity when no registry does.
  static func identity(of image: DockerImage, name: String) -> String {
    let digests = image.RepoDigests ?? []
    let familiar =
      [name, "docker.io/" + name, "docker.io/library/" + name]
      + [name.dropping("docker.io/"), name.dropping("docker.io/library/"), name.dropping("index.docker.io/")]
    let exact = digests.first { digest in familiar.contains { digest.hasPrefix($0 + "@") } }
    return exact ?? image.Id
  }

  static func isUnreachable(_ error: SlipwayError) -> Bool {
    if error.code == .unreachable || error.code == .timeout { return true }
    let signs = [
      "dial tcp", "no such host", "connection refused", "i/o timeout", "network is unreachable", "TLS handshake",
      "x509", "Temporary failure in name resolution", "server misbehaving", "EOF", "deadline exceeded",
      "Client.Timeout", "no route to host", "toomanyrequests", "proxyconnect", "http: server gave HTTP response",
    ]
    return signs.contains { error.message.contains($0) }
  }
}

extension String {
  fileprivate func dropping(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
