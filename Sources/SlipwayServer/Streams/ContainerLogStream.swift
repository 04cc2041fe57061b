import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// `/docker-container-logs`: what a container, or all tasks of a service, wrote and writes.
///
/// Docker's labels say whose it is: what is another organisation's is refused as what does not exist, and what is no
/// service's is the server's owner's only.
struct ContainerLogStream: WatchStream {
  let engine: Engine
  let caller: Caller
  let query: TextFields

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let wanted = try ContainerLogQuery(query)
    let server = MachineWord.server(query["serverId"])
    let docker = try await StreamRefusal.telling {
      try await ServerRight(engine: engine, caller: caller).machine(server).docker
    }
    let (found, task) = try await labels(of: wanted, docker)
    guard let labels = found else { throw WebSocketClose.notAuthorized }
    let right = ContainerRight(engine: engine, caller: caller, server: server)
    try await StreamRefusal.telling { try await right.check(labels, .read) }
    let since = wanted.filter.since(before: engine.now())
    let log =
      if let task {
        try await docker.taskLogs(task, tail: wanted.tail, follow: true, since: since, timestamps: true)
      } else if wanted.isService {
        try await docker.serviceLogs(wanted.name, tail: wanted.tail, follow: true, since: since, timestamps: true)
      } else {
        try await docker.containerLogs(wanted.name, tail: wanted.tail, follow: true, since: since, timestamps: true)
      }
    for try await line in log.stampedLines where wanted.filter.shows(line.text) {
      try await connection.send(text: line.text + "\n")
    }
    return .normal
  }

  /// - Returns: the labels of what is there, and the task of a container that is on another node.
  private func labels(
    of wanted: ContainerLogQuery, _ docker: DockerClient
  ) async throws -> ([String: String]?, DockerTask?) {
    if wanted.isService { return (try await docker.inspectService(wanted.name)?.Spec.Labels, nil) }
    if let container = try await docker.inspectContainer(wanted.name) { return (container.Config.Labels, nil) }
    let task = try await docker.task(of: wanted.name)
    return (task.map { $0.Spec?.ContainerSpec?.Labels ?? [:] }, task)
  }
}
