import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayLogs
import SlipwayStore

/// A container that may have something to say, before it is known whose it is.
struct OutputContainer: Sendable {
  let id: String
  /// The Swarm's task that it is of, where that is known.
  private var task: DockerTask?

  init(id: String) { self.id = id }

  /// Whether nothing more comes from it, as far as that is known.
  var isEnded: Bool {
    ["complete", "shutdown", "failed", "rejected", "orphaned", "remove"].contains(task?.Status.State ?? "")
  }

  /// `nil` for a task that has no container.
  init?(_ task: DockerTask) {
    guard let id = task.Status.ContainerStatus?.ContainerID, !id.isEmpty else { return nil }
    self.id = id
    self.task = task
  }

  /// - Parameter server: whose engine it is; `nil` is this machine's.
  /// - Returns: `nil` for what is no service's, such as the proxy, of a service that was removed, or of one that does not
  ///   run there: whoever has a server may give its containers any label.
  func source(_ engine: Engine, _ docker: DockerClient, on server: ID<Server>?) async throws -> OutputSource? {
    if let found = try await docker.inspectContainer(id) {
      let facts = Facts(
        labels: found.Config.Labels ?? [:], name: String((found.Name ?? id).drop { $0 == "/" }),
        variables: found.Config.Env ?? [], isTTY: found.Config.Tty ?? false, beganAt: found.Created?.date)
      return try await source(facts, nil, engine, server)
    }
    // Of a task on another node the Swarm knows as much, and its manager can read the log.
    guard let task, let spec = task.Spec?.ContainerSpec, try await docker.info().Swarm?.NodeID != task.NodeID else {
      return nil
    }
    let facts = Facts(
      labels: spec.Labels ?? [:], name: "task \(task.Slot ?? 0) on node \(task.NodeID?.prefix(8) ?? "")",
      variables: spec.Env ?? [], isTTY: spec.TTY ?? false, beganAt: task.CreatedAt?.date)
    return try await source(facts, task.ID, engine, server)
  }

  /// What tells whose it is.
  private struct Facts {
    var labels: [String: String]
    var name: String
    /// `NAME=value`
    var variables: [String]
    var isTTY: Bool
    var beganAt: Date?
  }

  private func source(
    _ facts: Facts, _ task: String?, _ engine: Engine, _ server: ID<Server>?
  ) async throws -> OutputSource? {
    guard facts.labels[ReleaseLabels.instance] == engine.configuration.instance,
      let deployable = facts.labels[ReleaseLabels.deployable].map({ ID<Deployable>($0) })
    else { return nil }
    let began = facts.beganAt
    let (owner, deployment) = try await engine.store.read { tx -> (Deployable?, ID<Deployment>?) in
      guard let owner = try tx.deployables.find(deployable), owner.serverID == server else { return (nil, nil) }
      // Containers of a stack outlive deployments that do not change them: the one that made it counts.
      // An image may bring a label of its own: another service's deployment is not believed.
      if let named = facts.labels[ReleaseLabels.deployment].map({ ID<Deployment>($0) }) {
        let found = try tx.deployments.find(named)
        return (owner, found == nil || found?.deployableID == deployable ? named : nil)
      }
      let made = try tx.deployments.all(of: deployable, limit: 50).first { deployment in
        (deployment.startedAt ?? .distantFuture) <= began ?? .distantPast
      }
      return (owner, made?.id)
    }
    guard let owner else { return nil }
    return OutputSource(
      container: id, task: task, name: facts.name, isTTY: facts.isTTY, organizationID: owner.organizationID,
      deployableID: deployable, deploymentID: deployment,
      service: facts.labels[StackLabels.service] ?? "", secrets: Self.secrets(facts.variables))
  }

  private static func secrets(_ variables: [String]) -> [Secret] {
    variables.flatMap { variable -> [Secret] in
      guard let equals = variable.firstIndex(of: "=") else { return [] }
      return SecretNames.secrets(in: String(variable[..<equals]), String(variable[equals...].dropFirst()))
    }
  }
}
