import Foundation

@testable import SlipwayAgent

/// An archive in a folder of its own that goes with the test.
final class TestArchive {
  let archive: SeriesArchive

  init() throws {
    archive = SeriesArchive(folder: NSTemporaryDirectory() + "slipway-series-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: archive.folder, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: archive.folder) }

  /// Writes one sample a second, with its number as processor and memory.
  func fill(_ series: SeriesName = .machine, from start: Int, count: Int) throws {
    let writer = try SeriesWriter(archive.path(of: series))
    for index in 0..<count {
      var next = Sample(time: UInt32(start + index))
      next.cpu = Float(index)
      next.memory = Float(index)
      next.settlePeaks()
      writer.add(next)
    }
  }

  func read(_ span: Range<Int>, points: Int, now: Int) -> [Sample] {
    archive.samples(of: .machine, in: span, points: points, now: Date(timeIntervalSince1970: Double(now)))
  }
}
