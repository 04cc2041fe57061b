import SlipwayCore

// Of images.
extension DockerClient {
  package func inspectImage(_ reference: String) async throws -> DockerImage? {
    let name = try DockerName.check(image: reference)
    return try await find(DockerRequest("GET", "/images/\(name)/json", "inspect the image \(reference)"))
  }

  /// Pulls an image; without a tag or digest, its tag `latest`.
  /// - Parameter progress: told once of each step of each layer, not of every percent.
  /// - Throws: ``SlipwayError`` `command_failed` when the pull fails after it began; `timeout` after an hour.
  package func pullImage(
    _ reference: String, auth: RegistryAuth? = nil, progress: (@Sendable (String) async -> Void)? = nil
  ) async throws {
    let image = try ImageReference(parsing: reference, field: "image")
    var request = try DockerRequest("POST", "/images/create", "pull the image \(reference)")
      .with("fromImage", image.name).with("tag", image.digest ?? image.tag ?? "latest").authorized(by: auth)
    // The engine begins to answer when the registry does.
    request.timeout = .seconds(120)
    let sent = request
    // A registry may stop sending in the middle of a layer, and the engine waits for it without end.
    try await Deadline.run(within: .seconds(3600), what: "Pulling \(reference)") {
      try await self.followPull(sent, reference, progress)
    }
  }

  /// Asks the image's registry whether it would hand it out; nothing is pulled.
  /// - Throws: ``SlipwayError`` when it would not.
  package func askRegistry(for reference: String, auth: RegistryAuth? = nil) async throws {
    let name = try DockerName.check(image: reference)
    var request = try DockerRequest("GET", "/distribution/\(name)/json", "ask the registry for \(reference)")
      .authorized(by: auth)
    request.timeout = .seconds(60)
    _ = try await send(request)
  }

  private func followPull(
    _ request: DockerRequest, _ reference: String, _ progress: (@Sendable (String) async -> Void)?
  ) async throws {
    var told = Set<String>()
    for try await line in JSONLines<PullProgress>(open: { try await self.open(request) }) {
      if let problem = line.error {
        throw SlipwayError(
          .commandFailed, "Docker could not pull the image \(reference): \(problem)", details: ["docker": problem])
      }
      guard let text = line.text, told.insert(text).inserted else { continue }
      await progress?(text)
    }
  }

  /// - Returns: the images whose name fits, such as `slipway/web` or `slipway/web:d-*`.
  package func listImages(reference: String) async throws -> [DockerImageSummary] {
    let request = DockerRequest("GET", "/images/json", "list images")
    return try await decode(request.filtered(by: ["reference": [reference]]))
  }

  /// - Returns: the images that carry all of these labels, nameless ones too.
  package func listImages(labels: [String: String]) async throws -> [DockerImageSummary] {
    let request = DockerRequest("GET", "/images/json", "list images")
    return try await decode(request.filtered(by: ["label": labels.map { "\($0.key)=\($0.value)" }.sorted()]))
  }

  /// Takes a name off an image, and the image itself away with its last name. One that is not there is fine.
  /// - Throws: ``SlipwayError`` `conflict` when a container uses it.
  package func removeImage(_ reference: String, force: Bool = false) async throws {
    let name = try DockerName.check(image: reference)
    try await remove(
      DockerRequest("DELETE", "/images/\(name)", "remove the image \(reference)").with("force", force ? "true" : nil))
  }

  /// Gives an image another name.
  package func tagImage(_ source: String, repository: String, tag: String) async throws {
    let name = try DockerName.check(image: source)
    _ = try await send(
      DockerRequest("POST", "/images/\(name)/tag", "name the image \(repository):\(tag)")
        .with("repo", repository).with("tag", tag))
  }
}

/// One line of a pull.
private struct PullProgress: Decodable, Sendable {
  var id: String?
  var status: String?
  var error: String?

  /// Without the bars, whose text is another one each time.
  var text: String? {
    guard let status, !status.isEmpty else { return nil }
    return id.map { "\($0): \(status)" } ?? status
  }
}
