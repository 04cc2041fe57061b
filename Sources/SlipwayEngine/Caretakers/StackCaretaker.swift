import Foundation
import Logging
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Makes what runs of compose stacks what the rows want: what shall serve and is gone is started, what shall not is
/// stopped, what no row knows is removed. It only queues jobs; stacks with a job at work are left to it.
package struct StackCaretaker: Caretaker {
  package static let name = "stacks"
  package let interval = Duration.seconds(600)
  package let delay = Duration.seconds(2)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Looks at Docker first and at the rows after: what was seen has its rows already.
  package func runOnce() async throws -> Int {
    let changed = try await MachineRound(engine, Self.name).run { try await look(at: $0) }
    if changed > 0 { engine.bus.publish(.jobQueued) }
    return changed
  }

  private func look(at machine: Machine) async throws -> Int {
    let docker = machine.docker
    let labels = [ReleaseLabels.instance: engine.configuration.instance, ReleaseLabels.role: "stack"]
    let containers = try await docker.listContainers(labels: labels, all: true)
    let services = try await docker.listServices(labels: labels)
    var owners = Dictionary(
      containers.compactMap { Self.owner($0.Labels, StackLabels.project) }, uniquingKeysWith: { first, _ in first })
    owners.merge(services.compactMap { Self.owner($0.Spec.Labels, StackLabels.namespace) }) { first, _ in first }
    return try await removeForgotten(owners, from: machine) + restore(on: machine)
  }

  /// Anybody who may run a container over there may give it any labels.
  static func owner(_ labels: [String: String]?, _ name: String) -> (ID<Deployable>, String)? {
    guard let id = labels?[ReleaseLabels.deployable], let appName = labels?[name],
      ReleaseLabels.isIdentifier(id), StackFolders.isName(appName)
    else { return nil }
    return (ID(id), appName)
  }

  private func removeForgotten(_ owners: [ID<Deployable>: String], from machine: Machine) async throws -> Int {
    let now = engine.now()
    return try await engine.store.write { tx in
      var queued = 0
      for (id, appName) in owners where try tx.deployables.find(id) == nil {
        let lane = JobLane.deployable(id)
        guard try tx.jobs.isIdle(lane: lane) else { continue }
        try tx.jobs.enqueue(
          RemoveJob.queued(
            RemoveJob.Arguments(
              deployable: id, appName: appName, kind: .compose, server: machine.server, isFound: true),
            organization: nil, lane: lane, at: now, now: now))
        queued += 1
      }
      return queued
    }
  }

  private func restore(on machine: Machine) async throws -> Int {
    let serving = try await engine.store.read { tx in
      try tx.releases.serving().filter { $0.kind == .compose }.map(\.deployableID)
    }
    var queued = 0
    for id in serving {
      do {
        if try await repair(id, on: machine) { queued += 1 }
      } catch let error as SlipwayError where error.code != .unreachable && error.code != .timeout {
        // One that cannot be read must not keep the others from being mended.
        Logger(label: "slipway.caretaker").error(
          "a stack could not be looked after",
          metadata: [LogKeys.application: "\(id)", LogKeys.error: "\(error)"])
      }
    }
    return queued
  }

  /// - Returns: whether there was something to mend.
  private func repair(_ id: ID<Deployable>, on machine: Machine) async throws -> Bool {
    let (stack, current) = try await engine.store.read { tx in
      (try tx.composeStacks.find(id), try tx.releases.current(of: id))
    }
    guard let stack, stack.serverID == machine.server, let current,
      try await isRestless(stack, try StackFile.read(current), machine)
    else { return false }
    let now = engine.now()
    return try await engine.store.write { try ServiceWish.repair($0, id, now: now) } != nil
  }

  private func isRestless(_ stack: ComposeStack, _ file: StackFile, _ machine: Machine) async throws -> Bool {
    let place = try StackPlace(engine, machine, stack.id, appName: stack.appName)
    let containers = try await place.runner(file.kind).containers()
    if stack.isStopped { return containers.contains(where: \.isRunning) }
    let present = Set(containers.map(\.key))
    return file.services.contains { name, service in
      file.wanted(name, stack.settings.services) > 0 && !present.contains(service.key)
    }
  }
}
