import Foundation
import SlipwayAgent
import SlipwayCore
import SlipwayHost
import SlipwayInventory
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct AgentTests {
    @Test(.timeLimit(.minutes(4)))
    func `the agent's figures are those of docker stats and free within two percent on a steady load`() async throws {
      try await EndToEndFixture.with("agent") { e2e in
        let name = "slipway-test-load-\(RandomText.suffix(6))"
        // A third of a core, and 48 MB that are no page cache.
        let work = "dd if=/dev/zero of=/dev/shm/load bs=1M count=48; while :; do :; done"
        let id = try await e2e.docker.run(
          "run", "-d", "--name", name, "--label", "slipway.instance=\(e2e.instance)", "--cpus", "0.3",
          "busybox:latest", "sh", "-c", work)
        do {
          try await compare(id.trimmingCharacters(in: .whitespacesAndNewlines), name, e2e)
        } catch {
          _ = try? await e2e.docker.run("rm", "-f", name)
          throw error
        }
        _ = try await e2e.docker.run("rm", "-f", name)
        let series = try #require(SeriesName(rawValue: "other.\(name)"))
        let archive = SeriesArchive(folder: e2e.server.data + "/monitoring")
        try await eventually("a container that is gone is measured no more", within: .seconds(30)) {
          archive.latest(of: series, now: Date()) == nil
        }
      }
    }

    private func compare(_ id: String, _ name: String, _ e2e: EndToEndFixture) async throws {
      let archive = SeriesArchive(folder: e2e.server.data + "/monitoring")
      let series = try #require(SeriesName(rawValue: "other.\(name)"))
      try await eventually("the load is measured", within: .seconds(30)) {
        (archive.latest(of: series, now: Date())?.memory ?? 0) > 48e6
      }
      let theirs = try await statistics(of: id, seconds: 15)
      let ours = archive.samples(of: series, in: theirs.span, points: 100, now: Date())
      #expect(ours.count >= theirs.span.count - 2)
      func mean(_ value: (Sample) -> Float) -> Double {
        ours.reduce(0) { $0 + Double(value($1)) } / Double(max(1, ours.count))
      }
      let (cpu, memory) = (mean(\.cpu), mean(\.memory))
      #expect(isNear(cpu, theirs.cpu), "processor \(cpu) and \(theirs.cpu)")
      #expect(isNear(memory, theirs.memory), "memory \(memory) and \(theirs.memory)")
      #expect(mean(\.cpu) > 5)
      try await eventually("free says the same of the machine", within: .seconds(30)) {
        let free = try await EndToEndCommand.run(["free", "-b"]).split(separator: "\n")[1].split(separator: " ")
        guard let total = Double(free[1]), let available = Double(free[6]),
          let sample = archive.latest(of: .machine, now: Date())
        else { return false }
        return Double(sample.memoryLimit).rounded() == Double(Float(total))
          && isNear(Double(sample.memory), total - available)
      }
    }

    /// The means of what `docker stats` shows, between its first and its last measurement.
    private func statistics(
      of id: String, seconds: Int
    ) async throws -> (cpu: Double, memory: Double, span: Range<Int>) {
      let docker = DockerClient(host: "unix:///var/run/docker.sock")
      var readings: [DockerStats] = []
      var times: [Date] = []
      for try await stats in docker.stats(of: id) {
        readings.append(stats)
        times.append(Date())
        if readings.count > seconds { break }
      }
      try await docker.shutdown()
      let first = try #require(readings.first)
      let last = try #require(readings.last)
      // One measurement over the whole span: as docker stats counts, and nothing of how busy the machine is in it.
      let whole = UsageSample(last, after: first, at: Date())
      let memory = readings.map { Double(UsageSample($0, after: nil, at: Date()).memory) }
      let (start, end) = (try #require(times.first), try #require(times.last))
      let span = Int(start.timeIntervalSince1970.rounded()) + 1..<Int(end.timeIntervalSince1970.rounded()) + 1
      return (whole.cpuPercent, memory.reduce(0, +) / Double(memory.count), span)
    }

    private func isNear(_ one: Double, _ other: Double) -> Bool {
      abs(one - other) <= max(abs(other) * 0.02, 0.1)
    }
  }
}
