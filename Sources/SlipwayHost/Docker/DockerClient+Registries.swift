package import SlipwayCore

// Of registries: who we are there, and what we bring.
extension DockerClient {
  /// Has the engine sign in, without keeping anything.
  /// - Throws: ``SlipwayError`` `forbidden` when the registry refuses, `commandFailed` when it cannot be reached.
  package func checkAuth(_ auth: RegistryAuth) async throws {
    let body = [
      "username": auth.username, "password": auth.password.reveal(), "serveraddress": auth.serverAddress,
    ]
    _ = try await send(DockerRequest("POST", "/auth", "sign in to the registry").sending(body))
  }

  /// Pushes an image that has a tag.
  /// - Parameter progress: told once of each step of each layer.
  /// - Returns: the digest by which the registry knows it.
  /// - Throws: ``SlipwayError`` `command_failed` when the push fails after it began; `timeout` after an hour.
  package func pushImage(
    _ reference: ImageReference, auth: RegistryAuth, progress: (@Sendable (String) async -> Void)? = nil
  ) async throws -> String {
    let name = try DockerName.check(image: reference.name)
    var request = try DockerRequest("POST", "/images/\(name)/push", "push the image \(reference)")
      .with("tag", reference.tag ?? "latest").authorized(by: auth)
    request.timeout = .seconds(120)
    let sent = request
    return try await Deadline.run(within: .seconds(3600), what: "Pushing \(reference)") {
      try await self.followPush(sent, reference, progress)
    }
  }

  private func followPush(
    _ request: DockerRequest, _ reference: ImageReference, _ progress: (@Sendable (String) async -> Void)?
  ) async throws -> String {
    var told = Set<String>()
    var digest: String?
    for try await line in JSONLines<PushProgress>(open: { try await self.open(request) }) {
      if let problem = line.error {
        throw SlipwayError(
          .commandFailed, "Docker could not push the image \(reference): \(problem)", details: ["docker": problem])
      }
      digest = line.aux?.Digest ?? digest
      guard let text = line.text, told.insert(text).inserted else { continue }
      await progress?(text)
    }
    guard let digest, digest.hasPrefix("sha256:") else {
      throw SlipwayError(.commandFailed, "The registry did not say what it has kept of \(reference).")
    }
    return digest
  }
}

/// One line of a push.
private struct PushProgress: Decodable, Sendable {
  /// What the registry has kept.
  struct Kept: Decodable, Sendable {
    var Digest: String?
  }

  var id: String?
  var status: String?
  var error: String?
  var aux: Kept?

  var text: String? {
    guard let status, !status.isEmpty else { return nil }
    return id.map { "\($0): \(status)" } ?? status
  }
}
