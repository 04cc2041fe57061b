/// How a series lies in its file: three rings, each of a fixed size, so that the file never grows and nothing has to be
/// looked for. The place of a moment follows from its time.
package enum SeriesLayout {
  /// Measurements of one resolution.
  package struct Ring: Sendable, Hashable {
    /// Seconds between two of them.
    package let step: Int
    package let slots: Int
    /// Where it begins in the file.
    let offset: Int
    /// How long it remembers, in seconds.
    package var span: Int { step * slots }

    func position(of time: Int) -> Int { offset + time / step % slots * SeriesLayout.slot }
  }

  /// As far as the last of the rings goes.
  package static let longestDays = 30

  /// Bytes of one sample.
  static let slot = MemoryLayout<Sample>.stride
  private static let header = 64
  /// A second for an hour, ten for a day, a minute for thirty days.
  package static let rings: [Ring] = {
    var offset = header
    return [(1, 3600), (10, 8640), (60, 43_200)].map { step, slots in
      defer { offset += slots * slot }
      return Ring(step: step, slots: slots, offset: offset)
    }
  }()

  /// Bytes of a file whose rings are full.
  package static let size = header + rings.reduce(0) { $0 + $1.slots * slot }

  /// What a file begins with; another version of it is begun anew.
  static let magic: [UInt8] = Array("SLIPWAY SERIES 1\n".utf8)

  /// The ring that tells of a span best: the finest that still knows its beginning, and is not finer than is wanted.
  package static func ring(from: Int, step: Int, now: Int) -> Ring {
    let reaching = rings.filter { now - from <= $0.span }
    return reaching.last { $0.step <= max(1, step) } ?? reaching.first ?? rings[rings.count - 1]
  }
}
