import Crypto
import Foundation
package import SlipwayCore
package import SlipwayHost

extension ServiceSpec {
  /// With the digest of all the rest among its labels: a service that carries it is the one that we would make.
  package func sealed() throws -> ServiceSpec {
    var spec = self
    spec.Labels?[ReleaseLabels.spec] = nil
    let digest = SHA256.hash(data: try spec.encoded()).hexadecimal
    spec.Labels = (spec.Labels ?? [:]).merging([ReleaseLabels.spec: digest]) { $1 }
    return spec
  }

  /// As it is kept in a release's row.
  package func json() throws -> String { String(decoding: try encoded(), as: UTF8.self) }

  /// - Throws: ``SlipwayError`` `internal` when the row was written by something else.
  package static func read(_ release: Release) throws -> ServiceSpec {
    do {
      return try JSONDecoder().decode(ServiceSpec.self, from: Data(release.spec.reveal().utf8))
    } catch {
      throw SlipwayError(.internal, "The stored spec of release \(release.id) cannot be read.", cause: error)
    }
  }

  /// The same for another release: its name and its labels.
  package func renamed(_ name: String, labels: ReleaseLabels) throws -> ServiceSpec {
    var spec = self
    spec.Name = name
    spec.Labels = labels.over(Labels)
    spec.TaskTemplate.ContainerSpec.Labels = labels.over(TaskTemplate.ContainerSpec.Labels)
    return try spec.sealed()
  }

  /// Without tasks and without ports, marked as such.
  func suspended() -> ServiceSpec {
    var spec = stopped()
    spec.EndpointSpec?.Ports = nil
    spec.Labels = (spec.Labels ?? [:]).merging([ReleaseLabels.suspended: "true"]) { $1 }
    return spec
  }

  private static let nowhere = "node.id==none"

  /// Whether it was stopped or suspended by ``stopped()``; one that wants no replicas itself is left as it is.
  package var isAtRest: Bool { Labels?[ReleaseLabels.stopped] != nil }

  /// Without tasks, marked as such.
  package func stopped() -> ServiceSpec {
    var spec = self
    spec.Labels = (spec.Labels ?? [:]).merging([ReleaseLabels.stopped: "true"]) { $1 }
    if spec.Mode?.Replicated != nil { spec.Mode?.Replicated?.Replicas = 0 }
    if spec.Mode?.Global != nil {
      // A global service cannot have no replicas; a node that cannot exist is as good.
      var placement = spec.TaskTemplate.Placement ?? SwarmPlacement()
      placement.Constraints = (placement.Constraints ?? []) + [Self.nowhere]
      spec.TaskTemplate.Placement = placement
    }
    return spec
  }

  /// Whether Swarm leaves a task alone that ended.
  var endsForGood: Bool { TaskTemplate.RestartPolicy?.Condition == "none" }

  /// Whether this one and another cannot run at the same time.
  /// - Parameter order: as the user set it; `start-first` says that shared storage is fine.
  package func excludes(_ other: ServiceSpec, order: String?) -> Bool {
    if !publishedPorts.isDisjoint(with: other.publishedPorts) { return true }
    if order == "start-first" { return false }
    if order == "stop-first" { return true }
    return storage.contains { mine in other.storage.contains { Self.overlap(mine, $0) } }
  }

  private var publishedPorts: Set<String> {
    Set(
      (EndpointSpec?.Ports ?? []).compactMap { port in
        guard let number = port.PublishedPort, number > 0 else { return nil }
        return "\(number)/\(port.`Protocol` ?? "tcp")"
      })
  }

  /// What its tasks may write to outside of themselves.
  private var storage: [ContainerMount] {
    (TaskTemplate.ContainerSpec.Mounts ?? []).filter { $0.ReadOnly != true && $0.`Type` != "tmpfs" }
  }

  private static func overlap(_ one: ContainerMount, _ other: ContainerMount) -> Bool {
    guard one.`Type` == other.`Type`, let mine = one.Source, let theirs = other.Source else { return false }
    guard one.`Type` == "bind" else { return mine == theirs }
    let (left, right) = (mine.split(separator: "/"), theirs.split(separator: "/"))
    return left.starts(with: right) || right.starts(with: left)
  }
}

extension TaskJudgement.Wanted {
  package init(_ spec: ServiceSpec) {
    if let job = spec.Mode?.ReplicatedJob {
      self = .job(job.TotalCompletions ?? job.MaxConcurrent ?? 1)
    } else if spec.Mode?.GlobalJob != nil {
      self = .job(nil)
    } else if spec.Mode?.Global != nil {
      self = .global
    } else {
      self = .replicas(spec.Mode?.Replicated?.Replicas ?? 1)
    }
  }
}
