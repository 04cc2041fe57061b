/// How tasks run, in the published API's field names. Durations are nanoseconds, memory bytes, CPUs nano-CPUs.
package struct RuntimeSettings: Sendable, Hashable, Codable {
  package var replicas = 1
  /// Split into words at spaces, quotes respected; replaces the image's entry point.
  package var command: String?
  package var args: [String]?
  /// Bytes or with a unit (`512m`, `1g`); see ``ByteCount``.
  package var memoryReservation: String?
  package var memoryLimit: String?
  /// Nano-CPUs, or cores with a point (`0.5`); see ``CPUCount``.
  package var cpuReservation: String?
  package var cpuLimit: String?
  package var healthCheckSwarm: SwarmHealthCheck?
  package var restartPolicySwarm: SwarmRestartPolicy?
  package var placementSwarm: SwarmPlacement?
  package var updateConfigSwarm: SwarmUpdateConfig?
  package var rollbackConfigSwarm: SwarmUpdateConfig?
  package var modeSwarm: SwarmMode?
  package var labelsSwarm: [String: String]?
  package var networkSwarm: [SwarmNetwork]?
  package var stopGracePeriodSwarm: Int?
  package var endpointSpecSwarm: SwarmEndpointSpec?
  package var ulimitsSwarm: [SwarmUlimit]?
  /// Whether the service stays off the network that the proxy and all other services share.
  package var detachDokployNetwork = false

  package init() {}
}
