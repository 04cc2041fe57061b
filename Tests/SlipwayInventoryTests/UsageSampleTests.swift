import Foundation
import SlipwayHost
import Testing

@testable import SlipwayInventory

@Suite struct UsageSampleTests {
  private static func stats(_ text: String) throws -> DockerStats {
    try JSONDecoder().decode(DockerStats.self, from: Data(text.utf8))
  }

  @Test func `the processor is counted between two measurements, over all processors`() throws {
    let before = try Self.stats(#"{"cpu_stats": {"cpu_usage": {"total_usage": 100}, "system_cpu_usage": 1000}}"#)
    let now = try Self.stats(
      #"{"cpu_stats": {"cpu_usage": {"total_usage": 350}, "system_cpu_usage": 2000, "online_cpus": 4}}"#)
    #expect(UsageSample(now, after: before, at: .now).cpuPercent == 100)
    #expect(UsageSample(now, after: nil, at: .now).cpuPercent == 0)
    #expect(UsageSample(before, after: now, at: .now).cpuPercent == 0)
  }

  @Test func `memory is what the kernel would not give back, in both versions of control groups`() throws {
    for name in ["total_inactive_file", "inactive_file"] {
      let sample = UsageSample(
        try Self.stats(
          #"{"memory_stats": {"usage": 900, "limit": 18446744073709551615, "stats": {"\#(name)": 300}}}"#),
        after: nil, at: .now)
      #expect(sample.memory == 600)
      #expect(sample.memoryLimit == Int.max)
    }
  }

  @Test func `networks and disks are added up, and a container that has ended has nothing`() throws {
    let sample = UsageSample(
      try Self.stats(
        """
        {"networks": {"a": {"rx_bytes": 1, "tx_bytes": 2}, "b": {"rx_bytes": 10, "tx_bytes": 20}},
         "blkio_stats": {"io_service_bytes_recursive": [{"op": "Read", "value": 5}, {"op": "write", "value": 7},
           {"op": "Read", "value": 1}, {"op": "Total", "value": 99}]}, "pids_stats": {"current": 3}}
        """), after: nil, at: .now)
    let counted: [Int] = [sample.networkIn, sample.networkOut, sample.blockRead, sample.blockWrite]
    #expect(counted == [11, 22, 6, 7])
    #expect(sample.processes == 3)
    let none = UsageSample(
      try Self.stats(#"{"networks": null, "blkio_stats": {"io_service_bytes_recursive": null}}"#), after: nil,
      at: .now)
    #expect(none.memory == 0 && none.networkIn == 0)
  }

  @Test func `numbers of another machine end nothing, however large`() throws {
    let sample = UsageSample(
      try Self.stats(
        """
        {"networks": {"a": {"rx_bytes": 18446744073709551615}, "b": {"rx_bytes": 18446744073709551615}},
         "blkio_stats": {"io_service_bytes_recursive": [{"op": "Read", "value": 9223372036854775807},
           {"op": "Read", "value": 9223372036854775807}]}, "memory_stats": {"usage": 18446744073709551615}}
        """), after: nil, at: .now)
    #expect(sample.networkIn == .max && sample.blockRead == .max)
    #expect(UsageSample.sum([sample, sample], at: .now).memory == .max)
  }

  @Test func `a service uses what its containers use together`() {
    var one = UsageSample(time: .now)
    (one.cpuPercent, one.memory, one.memoryLimit, one.containers) = (10, 100, 1000, 1)
    let sum = UsageSample.sum([one, one], at: .now)
    #expect(sum.cpuPercent == 20 && sum.memory == 200 && sum.memoryLimit == 1000 && sum.containers == 2)
  }
}
