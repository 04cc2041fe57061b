/// What has been counted up to a moment; what is used in a second follows from two of them.
struct Counted {
  /// Microseconds of processor time.
  var processor = 0
  var network = MachineCounters.Traffic(received: 0, sent: 0)
  var blocks = MachineCounters.Traffic(received: 0, sent: 0)

  /// Adds what was used since the moment before to a sample. A counter that fell was begun anew.
  func add(to sample: inout Sample, since before: Counted, seconds: Double) {
    sample.cpu += Self.rate(processor, before.processor, seconds) / 10_000
    sample.networkIn += Self.rate(network.received, before.network.received, seconds)
    sample.networkOut += Self.rate(network.sent, before.network.sent, seconds)
    sample.blockRead += Self.rate(blocks.received, before.blocks.received, seconds)
    sample.blockWrite += Self.rate(blocks.sent, before.blocks.sent, seconds)
  }

  private static func rate(_ now: Int, _ before: Int, _ seconds: Double) -> Float {
    now > before && seconds > 0 ? Float(Double(now - before) / seconds) : 0
  }
}
