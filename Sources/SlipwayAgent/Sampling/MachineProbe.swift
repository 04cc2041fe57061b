import Foundation

/// Measures the machine itself.
final class MachineProbe {
  private let places: KernelPlaces
  private let stat: KernelFile
  private let meminfo: KernelFile
  private let network: KernelFile
  private let disks: KernelFile
  private var processors: MachineCounters.Processors?
  private var counted: Counted?
  private var moment = 0.0
  /// Asked for now and then only: some file systems count for it.
  private var room: (used: Float, total: Float) = (0, 0)
  private var roomAge = 0

  init(_ places: KernelPlaces) {
    self.places = places
    stat = KernelFile(places.processes + "/stat", isKept: true)
    meminfo = KernelFile(places.processes + "/meminfo", isKept: true)
    network = KernelFile(places.processes + "/net/dev", isKept: true)
    disks = KernelFile(places.processes + "/diskstats", isKept: true)
  }

  /// - Parameter uptime: seconds of a clock that only goes forward.
  /// - Returns: `nil` the first time, when nothing is known of the time before.
  func sample(time: UInt32, uptime: Double, _ buffer: inout [UInt8]) -> Sample? {
    var sample = Sample(time: time)
    let length = stat.read(into: &buffer)
    let now = MachineCounters.processors(buffer.span.extracting(0..<length))
    let before = processors
    processors = now
    readMemory(into: &sample, &buffer)
    readRoom(into: &sample)
    let totals = count(&buffer)
    defer { (counted, moment) = (totals, uptime) }
    guard let now, let before, let last = counted else { return nil }
    totals.add(to: &sample, since: last, seconds: uptime - moment)
    let passed = now.total - before.total
    sample.cpu = passed > 0 ? Float(Double(max(0, now.busy - before.busy)) / Double(passed) * 100) : 0
    sample.settlePeaks()
    return sample
  }

  private func readMemory(into sample: inout Sample, _ buffer: inout [UInt8]) {
    let count = meminfo.read(into: &buffer)
    guard let memory = MachineCounters.memory(buffer.span.extracting(0..<count)) else { return }
    sample.memory = Float(memory.used)
    sample.cache = Float(memory.cache)
    sample.memoryLimit = Float(memory.total)
  }

  private func readRoom(into sample: inout Sample) {
    if roomAge % 10 == 0 {
      var answer = statvfs()
      if statvfs(places.disk, &answer) == 0 {
        let (block, used) = (Float(answer.f_frsize), answer.f_blocks - answer.f_bfree)
        // As `df` counts its percentage: what is reserved for root is nobody's room.
        room = (Float(used) * block, Float(used + answer.f_bavail) * block)
      }
    }
    roomAge += 1
    (sample.diskUsed, sample.diskTotal) = room
  }

  private func count(_ buffer: inout [UInt8]) -> Counted {
    var counted = Counted()
    var length = network.read(into: &buffer)
    counted.network = MachineCounters.traffic(buffer.span.extracting(0..<length), isMachine: true)
    length = disks.read(into: &buffer)
    counted.blocks = MachineCounters.disks(buffer.span.extracting(0..<length))
    return counted
  }
}
