import SlipwayCore
import SlipwayHost

/// Removes services and waits until nothing of them is left.
struct ServiceRemoval: Sendable {
  /// Above a container's own grace period: what Docker needs besides.
  private static let margin = Duration.seconds(30)
  private static let least = Duration.seconds(60)
  let docker: DockerClient
  /// Keeps what the containers write to their end; `nil` lets it go with them.
  var output: ServiceOutput?

  /// Removes a service and returns when its containers have ended; what is not there is fine.
  /// - Throws: ``SlipwayError`` `timeout` when they do not end: then nothing else may take their files or ports.
  func remove(_ name: String) async throws {
    let patience = try await patience(of: name)
    try await kept(name) {
      try await docker.removeService(name)
      try await waitUntilGone(name, patience)
    }
  }

  /// Takes a service's tasks away and returns when none of them is alive.
  /// - Parameter change: from the spec that the service has to one without tasks.
  /// - Returns: `false` when there is no such service.
  @discardableResult
  func empty(_ name: String, change: (ServiceSpec) -> ServiceSpec) async throws -> Bool {
    try await kept(name) {
      guard try await ServiceUpdate(docker: docker).apply(to: name, change: change) else { return false }
      try await waitUntilIdle(name)
      return true
    }
  }

  private func kept<Result>(_ name: String, _ body: () async throws -> Result) async throws -> Result {
    guard let output else { return try await body() }
    return try await output.keeping(service: name, body)
  }

  /// Returns when no task of a service is alive: one that has no more replicas.
  /// - Throws: ``SlipwayError`` `timeout` as ``remove(_:)``.
  func waitUntilIdle(_ name: String) async throws {
    let patience = try await patience(of: name)
    try await wait(for: name, patience) {
      try await docker.listTasks(service: name).map(TaskFact.init).allSatisfy { !$0.isAlive }
    }
    try await waitUntilGone(name, patience)
  }

  /// Swarm forgets the tasks of a removed service at once; their containers stop only then.
  private func waitUntilGone(_ name: String, _ patience: Duration) async throws {
    try await wait(for: name, patience) {
      try await docker.listContainers(labels: ["com.docker.swarm.service.name": name], all: false).isEmpty
    }
  }

  /// The containers may take as long to end as their settings say.
  private func patience(of name: String) async throws -> Duration {
    let spec = try await docker.inspectService(name)?.Spec
    let grace = Duration.nanoseconds(max(0, spec?.TaskTemplate.ContainerSpec.StopGracePeriod ?? 0))
    return max(Self.least, grace + Self.margin)
  }

  private func wait(for name: String, _ patience: Duration, _ isDone: () async throws -> Bool) async throws {
    let begun = ContinuousClock.now
    while true {
      if try await isDone() { return }
      guard ContinuousClock.now - begun < patience else {
        throw SlipwayError(
          .timeout, "Containers of \(name) have not ended within \(patience.inWords); Docker is still stopping them.")
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }
}
