/// How a machine is measured, in the words of the published API. Slipway needs neither a port nor a callback for it.
package struct MetricsConfig: Sendable, Hashable, Codable {
  /// Of the machine.
  package struct Machine: Sendable, Hashable, Codable {
    /// In percent; 0 is off.
    package struct Limits: Sendable, Hashable, Codable {
      package var cpu: Double
      package var memory: Double
      /// Ours: from when on the disk is too full.
      package var disk: Double?

      package init(cpu: Double, memory: Double, disk: Double?) {
        self.cpu = cpu
        self.memory = memory
        self.disk = disk
      }
    }
    package var refreshRate: Double
    package var port: Double
    /// Never kept.
    package var token: String
    package var urlCallback: String
    package var retentionDays: Double
    package var cronJob: String
    package var thresholds: Limits
  }

  /// Of its containers.
  package struct Containers: Sendable, Hashable, Codable {
    /// By their names.
    package struct Services: Sendable, Hashable, Codable {
      package var include: [String]?
      package var exclude: [String]?

      package init(include: [String]?, exclude: [String]?) {
        self.include = include
        self.exclude = exclude
      }
    }
    package var refreshRate: Double
    package var services: Services
  }

  package var server: Machine
  package var containers: Containers

  /// What holds before anybody has said something.
  package init() {
    let limits = Thresholds()
    server = Machine(
      refreshRate: 1, port: 4500, token: "", urlCallback: "", retentionDays: 30, cronJob: "0 0 * * *",
      thresholds: .init(cpu: limits.cpu, memory: limits.memory, disk: limits.disk))
    containers = Containers(refreshRate: 1, services: .init(include: [], exclude: []))
  }

  package var thresholds: Thresholds {
    Thresholds(
      cpu: server.thresholds.cpu, memory: server.thresholds.memory, disk: server.thresholds.disk ?? Thresholds().disk)
  }
}
