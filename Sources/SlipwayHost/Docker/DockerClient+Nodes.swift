package import Foundation
package import SlipwayCore

// Of the machines of a Swarm, and of what lets another one in; only managers answer.
extension DockerClient {
  package func listNodes() async throws -> [DockerNode] {
    try await decode(DockerRequest("GET", "/nodes", "list the nodes of the Swarm"))
  }

  package func inspectNode(_ id: String) async throws -> DockerNode? {
    try await find(DockerRequest("GET", "/nodes/\(try DockerName.check(id))", "inspect the node \(id)"))
  }

  /// - Parameter node: as it was read: `command_failed` ("update out of sequence") when somebody was faster.
  package func updateNode(_ node: DockerNode, to wanted: DockerNode.Wanted) async throws {
    let request = DockerRequest(
      "POST", "/nodes/\(try DockerName.check(node.ID))/update", "change the node \(node.hostname)")
    _ = try await send(request.with("version", String(node.Version.Index)).sending(wanted))
  }

  /// A node that is not there is fine.
  /// - Parameter force: also one that answers: it goes on by itself until it is told to leave.
  package func removeNode(_ id: String, force: Bool) async throws {
    let request = DockerRequest("DELETE", "/nodes/\(try DockerName.check(id))", "remove the node \(id)")
    try await remove(request.with("force", force ? "true" : nil))
  }

  package func inspectSwarm() async throws -> DockerSwarm {
    try await decode(DockerRequest("GET", "/swarm", "describe the Swarm"))
  }

  /// From now on only another token lets machines in with this role; those that are in it stay.
  package func rotateJoinToken(of role: SwarmRole) async throws {
    let swarm = try await inspectSwarm()
    let parameter = role == .worker ? "rotateWorkerToken" : "rotateManagerToken"
    let request = DockerRequest("POST", "/swarm/update", "change the token for \(role.rawValue)s")
    _ = try await send(
      request.with("version", String(swarm.Version.Index)).with(parameter, "true").sending(swarm.Spec))
  }

  /// - Returns: every task of the Swarm, those that ended too.
  package func listTasks() async throws -> [DockerTask] {
    try await decode(DockerRequest("GET", "/tasks", "list tasks"))
  }

  /// - Returns: the tasks that were given to a node, those that ended too.
  package func listTasks(node: String) async throws -> [DockerTask] {
    let request = DockerRequest("GET", "/tasks", "list the tasks of the node")
    return try await decode(request.filtered(by: ["node": [try DockerName.check(node)]]))
  }

  /// The task that a container is of, on whichever node it is.
  /// - Parameter container: its whole id.
  /// - Returns: `nil` for one of no task, and on an engine that manages no Swarm.
  package func task(of container: String) async throws -> DockerTask? {
    do {
      return try await listTasks().first { $0.Status.ContainerStatus?.ContainerID == container }
    } catch let error as SlipwayError where error.code == .preconditionFailed {
      return nil
    }
  }

  /// What one task wrote and, when followed, writes, whichever node it is on.
  package func taskLogs(
    _ task: DockerTask, tail: Int? = nil, follow: Bool = false, since: Date? = nil, timestamps: Bool = false
  ) async throws -> LogStream {
    let request = Self.logs(
      "/tasks/\(try DockerName.check(task.ID))/logs", "read the log of the task \(task.ID)",
      LogRange(tail: tail, follow: follow, since: since, timestamps: timestamps))
    return LogStream(body: try await open(request), isTTY: task.Spec?.ContainerSpec?.TTY ?? false)
  }
}
