import Foundation
import Logging
import SlipwayCore

/// Measures everything once and writes it down. Used by one thread only.
final class Sampler {
  /// A service or the like: its containers and where its samples go.
  private struct Group {
    var probes: [ContainerProbe]
    let writer: SeriesWriter
  }

  private let archive: SeriesArchive
  private let places: KernelPlaces
  private let isUnified: Bool
  private let machine: MachineProbe
  private let machineWriter: SeriesWriter
  private var groups: [SeriesName: Group] = [:]
  private var buffer = [UInt8](repeating: 0, count: 32 << 10)
  /// How many containers may keep their files open.
  private let keeping: Int
  private let logger = Logger(label: "slipway.agent")

  /// - Throws: ``SlipwayError`` when nothing can be written there.
  init(_ archive: SeriesArchive, _ places: KernelPlaces) throws {
    self.archive = archive
    self.places = places
    isUnified = places.isUnified
    machine = MachineProbe(places)
    machineWriter = try SeriesWriter(archive.path(of: .machine))
    var limits = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    keeping = Int(clamping: limits.rlim_cur) / 8 / ContainerProbe.files
  }

  var containers: [KnownContainer] { groups.values.flatMap { $0.probes.map(\.container) } }

  /// What runs now; of what is measured already, the counters go on.
  func follow(_ wanted: [String: KnownContainer], now: Date) {
    let present = Dictionary(
      groups.values.flatMap(\.probes).map { ($0.container, $0) }, uniquingKeysWith: { first, _ in first })
    var next: [SeriesName: Group] = [:]
    var made = present.count
    for container in wanted.values {
      guard let probe = present[container] ?? make(container, isKept: made < keeping) else { continue }
      made += 1
      if next[container.series] == nil {
        guard let writer = groups[container.series]?.writer ?? open(container.series) else { continue }
        next[container.series] = Group(probes: [], writer: writer)
      }
      next[container.series]?.probes.append(probe)
    }
    groups = next
    archive.tidy(now: now, keeping: Set(next.keys))
  }

  /// Measures everything.
  /// - Parameter uptime: seconds of a clock that only goes forward.
  /// - Returns: the machine's sample, when there is one.
  func sample(time: UInt32, uptime: Double) -> Sample? {
    let whole = machine.sample(time: time, uptime: uptime, &buffer)
    if let whole { machineWriter.add(whole) }
    let limit = whole?.memoryLimit ?? 0
    for group in groups.values {
      var sample = Sample(time: time)
      for probe in group.probes {
        // One that is gone tells nothing; Docker will say so in a moment.
        _ = probe.add(to: &sample, machine: limit, uptime: uptime, &buffer)
      }
      guard sample.containers > 0, whole != nil else { continue }
      sample.settlePeaks()
      group.writer.add(sample)
    }
    return whole
  }

  private func open(_ series: SeriesName) -> SeriesWriter? {
    guard groups.count < SeriesArchive.most else { return nil }
    return try? SeriesWriter(archive.path(of: series))
  }

  private func make(_ container: KnownContainer, isKept: Bool) -> ContainerProbe? {
    guard let text = KernelFile.text("\(places.processes)/\(container.process)/cgroup"),
      let group = ControlGroup.find(text, root: places.groups, isUnified: isUnified, container: container.id)
    else {
      logger.debug("a container has no control group here", metadata: ["container": "\(container.name)"])
      return nil
    }
    return ContainerProbe(container, group, places, keeps: isKept)
  }
}
