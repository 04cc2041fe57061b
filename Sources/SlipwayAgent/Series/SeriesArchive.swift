package import Foundation
import SlipwayCore

/// What was measured on this machine: a folder with a file for each series, which anybody may read while it is written.
package struct SeriesArchive: Sendable, Hashable {
  /// So many series are kept at most; of more, those go that have been silent longest.
  package static let most = 250

  package let folder: String

  package init(folder: String) { self.folder = folder }

  package func path(of series: SeriesName) -> String { "\(folder)/\(series.rawValue)\(Self.ending)" }
  private static let ending = ".series"

  /// Everything that something was measured of.
  package func names() -> [SeriesName] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(Self.ending) }
      .compactMap { SeriesName(rawValue: String($0.dropLast(Self.ending.count))) }
  }

  /// The newest sample, unless it is older than a few seconds.
  package func latest(of series: SeriesName, now: Date) -> Sample? {
    let second = Int(now.timeIntervalSince1970)
    guard let reader = SeriesReader(path(of: series)) else { return nil }
    return reader.read(SeriesLayout.rings[0], from: second - 3 - reader.terms.interval, through: second + 1).last
  }

  /// The newest samples of all that is measured now.
  package func present(now: Date) -> [SeriesName: Sample] {
    var found: [SeriesName: Sample] = [:]
    for name in names() { found[name] = latest(of: name, now: now) }
    return found
  }

  /// What there is of a span, one sample for each step of it that has any.
  /// - Parameter points: at most so many.
  package func samples(of series: SeriesName, in span: Range<Int>, points: Int, now: Date) -> [Sample] {
    guard let reader = SeriesReader(path(of: series)), !span.isEmpty else { return [] }
    let oldest = reader.terms.oldest(now: Int(now.timeIntervalSince1970))
    let wanted = max(1, (span.count + points - 1) / max(1, points))
    let ring = SeriesLayout.ring(from: span.lowerBound, step: wanted, now: Int(now.timeIntervalSince1970))
    // Whole steps of the ring, so that none has more samples than the next.
    let step = (wanted + ring.step - 1) / ring.step * ring.step
    var found: [Sample] = []
    var mean: SampleMean?
    reader.each(ring, from: max(span.lowerBound, oldest), through: span.upperBound - 1) { next in
      let begin = next.time / UInt32(step) * UInt32(step)
      if let done = mean, done.time != begin {
        if let whole = done.mean { found.append(whole) }
        mean = nil
      }
      var current = mean ?? SampleMean(time: begin)
      current.add(next)
      mean = current
    }
    if let last = mean?.mean { found.append(last) }
    return found
  }

  /// Takes away what has been silent for too long.
  /// - Parameter days: so long at most.
  func tidy(now: Date, keeping present: Set<SeriesName>, days: Int = SeriesLayout.longestDays) {
    let longest = Double(days + 1) * 86_400
    let silent = names().filter { !present.contains($0) && $0 != .machine }
      .map { name in (name, Self.changed(path(of: name))) }.sorted { $0.1 > $1.1 }
    let room = max(0, Self.most - present.count - 1)
    for (index, (name, changed)) in silent.enumerated()
    where index >= room || now.timeIntervalSince(changed) > longest {
      try? FileManager.default.removeItem(atPath: path(of: name))
    }
  }

  /// Forgets everything that was measured. The files stay: whoever measures has them open.
  package func clear() {
    for name in names() { SeriesWriter.empty(path(of: name)) }
  }

  private static func changed(_ path: String) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }
}
