/// What the engine measured of a container, as it was at one moment.
package struct DockerStats: Sendable, Hashable, Decodable {
  /// Processor time that was used, and that there was.
  package struct Processor: Sendable, Hashable, Decodable {
    /// In nanoseconds.
    package struct Usage: Sendable, Hashable, Decodable {
      package var total_usage: UInt64?
      package var percpu_usage: [UInt64]?
    }
    package var cpu_usage: Usage?
    /// Of all processors of the machine together.
    package var system_cpu_usage: UInt64?
    package var online_cpus: Int?
  }
  /// Memory, in bytes.
  package struct Memory: Sendable, Hashable, Decodable {
    package var usage: UInt64?
    package var limit: UInt64?
    /// What the kernel counts apart, such as the page cache.
    package var stats: [String: UInt64]?
  }
  /// Bytes over one network card.
  package struct Network: Sendable, Hashable, Decodable {
    package var rx_bytes: UInt64?
    package var tx_bytes: UInt64?
  }
  /// Bytes from and to disks.
  package struct Blocks: Sendable, Hashable, Decodable {
    /// One kind of access to one disk.
    package struct Entry: Sendable, Hashable, Decodable {
      package var op: String
      package var value: UInt64
    }
    package var io_service_bytes_recursive: [Entry]?
  }
  /// How many processes and threads there are.
  package struct Processes: Sendable, Hashable, Decodable {
    package var current: UInt64?
  }
  package var read: DockerTime?
  package var cpu_stats: Processor?
  package var memory_stats: Memory?
  package var networks: [String: Network]?
  package var blkio_stats: Blocks?
  package var pids_stats: Processes?
}

extension DockerClient {
  /// What a container uses, once a second until it ends.
  package func stats(of container: String) -> JSONLines<DockerStats> {
    JSONLines {
      let path = "/containers/\(try DockerName.check(container))/stats"
      return try await self.open(DockerRequest("GET", path, "measure the container").with("stream", "true"))
    }
  }
}
