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
  private var rules: MeasuringRules
  private var running: [String: KnownContainer] = [:]
  /// When each was measured last, in its intervals.
  private var turns = (machine: -1, containers: -1)
  private var memoryLimit: Float = 0
  private let logger = Logger(label: "slipway.agent")

  /// - Throws: ``SlipwayError`` when nothing can be written there.
  init(_ archive: SeriesArchive, _ places: KernelPlaces, _ rules: MeasuringRules = MeasuringRules()) throws {
    self.archive = archive
    self.places = places
    isUnified = places.isUnified
    machine = MachineProbe(places)
    self.rules = rules
    machineWriter = try SeriesWriter(archive.path(of: .machine), rules.machine)
    var limits = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    keeping = Int(clamping: limits.rlim_cur) / 8 / ContainerProbe.files
  }

  var containers: [KnownContainer] { groups.values.flatMap { $0.probes.map(\.container) } }

  /// How it is measured from now on.
  func obey(_ rules: MeasuringRules, now: Date) {
    guard rules != self.rules else { return }
    self.rules = rules
    machineWriter.note(rules.machine)
    follow(running, now: now)
    for group in groups.values { group.writer.note(rules.containers) }
  }

  /// What runs now; of what is measured already, the counters go on.
  func follow(_ wanted: [String: KnownContainer], now: Date) {
    let present = Dictionary(
      groups.values.flatMap(\.probes).map { ($0.container, $0) }, uniquingKeysWith: { first, _ in first })
    var next: [SeriesName: Group] = [:]
    var made = present.count
    running = wanted
    for container in wanted.values where rules.measures(container) {
      guard let probe = present[container] ?? make(container, isKept: made < keeping) else { continue }
      made += 1
      if next[container.series] == nil {
        guard let writer = groups[container.series]?.writer ?? open(container.series) else { continue }
        next[container.series] = Group(probes: [], writer: writer)
      }
      next[container.series]?.probes.append(probe)
    }
    groups = next
    archive.tidy(now: now, keeping: Set(next.keys), days: rules.retention)
  }

  /// Measures whatever it is time for.
  /// - Parameter uptime: seconds of a clock that only goes forward.
  /// - Returns: the machine's sample, when there is one.
  func sample(time: UInt32, uptime: Double) -> Sample? {
    let machine = isDue(time, rules.machineInterval, &turns.machine) ? measureMachine(time, uptime) : nil
    if isDue(time, rules.containerInterval, &turns.containers) { measureContainers(time, uptime) }
    return machine
  }

  /// A second that was slept through is made up for by the next.
  private func isDue(_ time: UInt32, _ interval: Int, _ last: inout Int) -> Bool {
    let turn = Int(time) / interval
    defer { last = turn }
    return turn != last
  }

  private func measureMachine(_ time: UInt32, _ uptime: Double) -> Sample? {
    guard let whole = machine.sample(time: time, uptime: uptime, &buffer) else { return nil }
    machineWriter.add(whole)
    memoryLimit = whole.memoryLimit
    return whole
  }

  /// The first time, nothing is known of the time before: there is no sample then.
  private func measureContainers(_ time: UInt32, _ uptime: Double) {
    for group in groups.values {
      var sample = Sample(time: time)
      for probe in group.probes {
        // One that is gone tells nothing; Docker will say so in a moment.
        _ = probe.add(to: &sample, machine: memoryLimit, uptime: uptime, &buffer)
      }
      guard sample.containers > 0, memoryLimit > 0 else { continue }
      sample.settlePeaks()
      group.writer.add(sample)
    }
  }

  private func open(_ series: SeriesName) -> SeriesWriter? {
    guard groups.count < SeriesArchive.most else { return nil }
    return try? SeriesWriter(archive.path(of: series), rules.containers)
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
