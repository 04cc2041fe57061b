import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayInventory

/// A node as `docker node ls` prints it, which published clients read.
package struct SwarmNodeRow: Codable, Sendable {
  package var ID: String
  package var Hostname: String
  package var Status: String
  package var Availability: String
  package var ManagerStatus: String
  package var EngineVersion: String
  package var `Self`: Bool

  init(_ node: ClusterNode) {
    ID = node.nodeId
    Hostname = node.hostname
    Status = node.state.capitalized
    Availability = node.availability.rawValue.capitalized
    ManagerStatus = node.isLeader ? "Leader" : node.reachability?.capitalized ?? ""
    EngineVersion = node.engineVersion
    self.`Self` = node.isOwn
  }
}

/// A service as `docker service ls` prints it.
package struct SwarmServiceRow: Codable, Sendable {
  package var ID: String
  package var Name: String
  package var Mode: String
  /// How many run of those that are wanted: `2/3`.
  package var Replicas: String
  package var Image: String
  package var Ports: String

  init(_ service: DockerService) {
    ID = service.ID
    Name = service.Spec.Name
    let mode = service.Spec.Mode
    Mode =
      mode?.Global != nil
      ? "global"
      : mode?.ReplicatedJob != nil ? "replicated job" : mode?.GlobalJob != nil ? "global job" : "replicated"
    Replicas = service.ServiceStatus.map { "\($0.RunningTasks)/\($0.DesiredTasks)" } ?? ""
    Image = String(service.Spec.TaskTemplate.ContainerSpec.Image.prefix { $0 != "@" })
    Ports = (service.Spec.EndpointSpec?.Ports ?? []).map { port in
      "*:\(port.PublishedPort ?? 0)->\(port.TargetPort ?? 0)/\(port.`Protocol` ?? "tcp")"
    }.joined(separator: ",")
  }
}

/// A task as `docker service ps` prints it.
package struct SwarmTaskRow: Codable, Sendable {
  package var ID: String
  package var Name: String
  package var Image: String
  /// The node's name; empty while none has it.
  package var Node: String
  package var DesiredState: String
  package var CurrentState: String
  package var Error: String
  package var Ports: String

  init(_ task: DockerTask, service: String, node: String) {
    ID = task.ID
    Name = task.Slot.map { "\(service).\($0)" } ?? "\(service).\(task.NodeID ?? "")"
    Image = String((task.Spec?.ContainerSpec?.Image ?? "").prefix { $0 != "@" })
    Node = node
    DesiredState = (task.DesiredState ?? "").capitalized
    let since = task.Status.Timestamp?.text ?? ""
    CurrentState = "\(task.Status.State.capitalized) \(since)".trimmingCharacters(in: .whitespaces)
    Error = task.Status.Err ?? ""
    Ports = ""
  }
}

/// What a container uses, as `docker stats` prints it.
package struct SwarmUsageRow: Codable, Sendable {
  package var ID: String
  package var Container: String
  package var Name: String
  package var CPUPerc: String
  package var MemPerc: String
  package var MemUsage: String
  package var NetIO: String
  package var BlockIO: String
  package var PIDs: String

  init(_ container: DockerContainerSummary, _ sample: UsageSample) {
    ID = String(container.Id.prefix(12))
    Container = ID
    Name = container.name
    CPUPerc = Self.percent(sample.cpuPercent)
    let share = sample.memoryLimit > 0 ? Double(sample.memory) / Double(sample.memoryLimit) * 100 : 0
    MemPerc = Self.percent(share)
    MemUsage = "\(Self.binary(sample.memory)) / \(Self.binary(sample.memoryLimit))"
    NetIO = "\(Self.decimal(sample.networkIn)) / \(Self.decimal(sample.networkOut))"
    BlockIO = "\(Self.decimal(sample.blockRead)) / \(Self.decimal(sample.blockWrite))"
    PIDs = String(sample.processes)
  }

  private static func percent(_ value: Double) -> String { String(format: "%.2f%%", value) }

  private static func binary(_ bytes: Int) -> String { scaled(bytes, 1024, ["B", "KiB", "MiB", "GiB", "TiB"]) }

  private static func decimal(_ bytes: Int) -> String { scaled(bytes, 1000, ["B", "kB", "MB", "GB", "TB"]) }

  private static func scaled(_ bytes: Int, _ base: Double, _ units: [String]) -> String {
    var (value, unit) = (Double(bytes), 0)
    while value >= base, unit < units.count - 1 { (value, unit) = (value / base, unit + 1) }
    return String(format: "%.4g", value) + units[unit]
  }
}
