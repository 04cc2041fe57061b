import Foundation

/// Measures one container by the files of its control group and of its first process.
final class ContainerProbe {
  /// How many files it reads; as many descriptors when they are kept.
  static let files = 5

  let container: KnownContainer
  private let isUnified: Bool
  private let processor: KernelFile
  private let usage: KernelFile
  private let stat: KernelFile
  private let blocks: KernelFile
  private let network: KernelFile
  private var limit: Int?
  private var counted: Counted?
  private var moment = 0.0

  /// - Parameter keeps: descriptors stay open.
  init(_ container: KnownContainer, _ group: ControlGroup, _ places: KernelPlaces, keeps: Bool) {
    self.container = container
    func file(_ path: String) -> KernelFile { KernelFile(path, isKept: keeps) }
    network = file("\(places.processes)/\(container.process)/net/dev")
    switch group {
    case .v1(let processorFolder, let memoryFolder, let blockFolder):
      isUnified = false
      processor = file(processorFolder + "/cpuacct.usage")
      usage = file(memoryFolder + "/memory.usage_in_bytes")
      stat = file(memoryFolder + "/memory.stat")
      blocks = file(blockFolder + "/blkio.throttle.io_service_bytes_recursive")
    case .v2(let folder):
      isUnified = true
      processor = file(folder + "/cpu.stat")
      usage = file(folder + "/memory.current")
      stat = file(folder + "/memory.stat")
      blocks = file(folder + "/io.stat")
      limit = KernelFile.text(folder + "/memory.max").flatMap { Int($0.trimmingCharacters(in: .newlines)) }
    }
  }

  /// Adds what it uses to what its service does.
  /// - Returns: `false` when it is gone.
  func add(to sample: inout Sample, machine: Float, uptime: Double, _ buffer: inout [UInt8]) -> Bool {
    guard let totals = count(&buffer), let memory = memory(&buffer) else { return false }
    sample.containers += 1
    sample.memory += Float(memory.used)
    sample.cache += Float(memory.cache)
    // As containers without a limit have the machine's, the limit of several is the largest.
    sample.memoryLimit = max(sample.memoryLimit, memory.limit.map { min(Float($0), machine) } ?? machine)
    if let last = counted { totals.add(to: &sample, since: last, seconds: uptime - moment) }
    (counted, moment) = (totals, uptime)
    return true
  }

  private func count(_ buffer: inout [UInt8]) -> Counted? {
    var counted = Counted()
    var length = processor.read(into: &buffer)
    guard let time = processorTime(buffer.span.extracting(0..<length)) else { return nil }
    counted.processor = time
    length = network.read(into: &buffer)
    counted.network = MachineCounters.traffic(buffer.span.extracting(0..<length), isMachine: false)
    length = blocks.read(into: &buffer)
    let lines = buffer.span.extracting(0..<length)
    counted.blocks = isUnified ? ControlGroup.blocks(v2: lines) : ControlGroup.blocks(v1: lines)
    return counted
  }

  private func processorTime(_ text: Span<UInt8>) -> Int? {
    isUnified ? ControlGroup.processorTime(v2: text) : ControlGroup.processorTime(v1: text)
  }

  private func memory(_ buffer: inout [UInt8]) -> ControlGroup.Memory? {
    var length = usage.read(into: &buffer)
    guard let used = KernelText.number(buffer.span.extracting(0..<length)) else { return nil }
    length = stat.read(into: &buffer)
    let text = buffer.span.extracting(0..<length)
    return isUnified
      ? ControlGroup.memory(usage: used, v2: text, limit: limit) : ControlGroup.memory(usage: used, v1: text)
  }
}
