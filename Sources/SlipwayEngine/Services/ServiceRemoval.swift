import SlipwayCore
import SlipwayHost

/// Removes services and waits until nothing of them is left.
struct ServiceRemoval: Sendable {
  let docker: DockerClient
  var patience = Duration.seconds(60)

  /// Removes a service and returns when its containers have ended; what is not there is fine.
  func remove(_ name: String) async throws {
    try await docker.removeService(name)
    try await waitUntilGone(["com.docker.swarm.service.name": name])
  }

  /// Returns when no task of a service is alive: one that has no more replicas.
  func waitUntilIdle(_ name: String) async throws {
    try await wait {
      try await docker.listTasks(service: name).map(TaskFact.init).allSatisfy { !$0.isAlive }
    }
    try await waitUntilGone(["com.docker.swarm.service.name": name])
  }

  /// Swarm forgets the tasks of a removed service at once; their containers stop only then.
  func waitUntilGone(_ labels: [String: String]) async throws {
    try await wait { try await docker.listContainers(labels: labels, all: false).isEmpty }
  }

  /// Gives up after a while: what does not want to end is Docker's to kill.
  private func wait(_ isDone: () async throws -> Bool) async throws {
    let begun = ContinuousClock.now
    while ContinuousClock.now - begun < patience {
      if try await isDone() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
  }
}
