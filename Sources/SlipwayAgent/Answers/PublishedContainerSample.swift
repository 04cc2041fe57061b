import Foundation

/// What a container used, as Dokploy's monitoring service says it.
package struct PublishedContainerSample: Sendable, Codable {
  /// Of what there is, in a unit each.
  package struct MemoryFigures: Sendable, Codable {
    package var percentage: Double
    package var used: Double
    package var total: Double
    package var usedUnit: String
    package var totalUnit: String
  }
  /// In both directions.
  package struct NetworkFigures: Sendable, Codable {
    package var input: Double
    package var output: Double
    package var inputUnit: String
    package var outputUnit: String
  }
  /// In both directions.
  package struct BlockFigures: Sendable, Codable {
    package var read: Double
    package var write: Double
    package var readUnit: String
    package var writeUnit: String
  }
  package var timestamp: String
  package var CPU: Double
  package var Memory: MemoryFigures
  package var Network: NetworkFigures
  package var BlockIO: BlockFigures
  package var Container: String
  package var ID: String
  package var Name: String

  /// Bytes since the first sample of an answer.
  struct Totals {
    var input = 0.0
    var output = 0.0
    var read = 0.0
    var written = 0.0

    mutating func add(_ sample: Sample, seconds: Double) {
      input += Double(sample.networkIn) * seconds
      output += Double(sample.networkOut) * seconds
      read += Double(sample.blockRead) * seconds
      written += Double(sample.blockWrite) * seconds
    }
  }

  init(_ sample: Sample, _ totals: Totals, name: String, id: String) {
    let (used, total) = (Self.binary(Double(sample.memory)), Self.binary(Double(sample.memoryLimit)))
    let (input, output) = (Self.decimal(totals.input), Self.decimal(totals.output))
    let (read, written) = (Self.decimal(totals.read), Self.decimal(totals.written))
    timestamp = PublishedTime.text(sample.time)
    CPU = Self.rounded(Double(sample.cpu))
    Memory = .init(
      percentage: sample.memoryLimit > 0 ? Self.rounded(Double(sample.memory / sample.memoryLimit) * 100) : 0,
      used: used.value, total: total.value, usedUnit: used.unit, totalUnit: total.unit)
    Network = .init(input: input.value, output: output.value, inputUnit: input.unit, outputUnit: output.unit)
    BlockIO = .init(read: read.value, write: written.value, readUnit: read.unit, writeUnit: written.unit)
    Container = String(id.prefix(12))
    ID = String(id.prefix(12))
    Name = name
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
  private static func binary(_ bytes: Double) -> (value: Double, unit: String) {
    scaled(bytes, by: 1024, ["B", "KiB", "MiB", "GiB", "TiB"])
  }
  private static func decimal(_ bytes: Double) -> (value: Double, unit: String) {
    scaled(bytes, by: 1000, ["B", "kB", "MB", "GB", "TB"])
  }
  private static func scaled(_ bytes: Double, by step: Double, _ units: [String]) -> (value: Double, unit: String) {
    var (value, index) = (bytes, 0)
    while value >= step, index < units.count - 1 { (value, index) = (value / step, index + 1) }
    return (rounded(value), units[index])
  }
}
