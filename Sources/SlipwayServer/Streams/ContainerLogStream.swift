import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// `/docker-container-logs`: what a container, or all tasks of a service, wrote and writes.
///
/// Docker's labels say whose it is; whatever carries none of ours, or those of somebody else, is refused alike.
struct ContainerLogStream: WatchStream {
  let engine: Engine
  let caller: Caller
  let query: TextFields

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let wanted = try ContainerLogQuery(query)
    let docker = try engine.hosts.host().docker
    guard let labels = try await labels(of: wanted, docker), try await isOurs(labels) else {
      throw WebSocketClose.notAuthorized
    }
    let since = wanted.filter.since(before: engine.now())
    let log =
      wanted.isService
      ? try await docker.serviceLogs(wanted.name, tail: wanted.tail, follow: true, since: since, timestamps: true)
      : try await docker.containerLogs(wanted.name, tail: wanted.tail, follow: true, since: since, timestamps: true)
    for try await line in log.lines where wanted.filter.shows(line.text) {
      try await connection.send(text: line.text + "\n")
    }
    return .normal
  }

  private func labels(of wanted: ContainerLogQuery, _ docker: DockerClient) async throws -> [String: String]? {
    wanted.isService
      ? try await docker.inspectService(wanted.name)?.Spec.Labels
      : try await docker.inspectContainer(wanted.name)?.Config.Labels
  }

  private func isOurs(_ labels: [String: String]) async throws -> Bool {
    guard labels[ReleaseLabels.instance] == engine.configuration.instance,
      let deployable = labels[ReleaseLabels.deployable]
    else { return false }
    return try await engine.store.read {
      try $0.ownership.organization(of: .deployable(ID(deployable))) == caller.organizationID
    }
  }
}
