package import Foundation

/// What was measured, in the shapes that Dokploy's monitoring service answers. One sample a minute, oldest first, and of a span
/// with more than ``SeriesQuery/most`` of them means over more minutes; traffic is counted from the first of them on.
package struct PublishedSamples: Sendable {
  private static let minute = 60
  private let archive: SeriesArchive
  private let facts: MachineFacts
  private let now: Date

  package init(archive: SeriesArchive, now: Date, facts: MachineFacts = .read()) {
    self.archive = archive
    self.now = now
    self.facts = facts
  }

  /// How many minutes are wanted.
  /// - Parameter text: a number or `all`; 50 without one.
  package static func points(_ text: String?) -> Int {
    let most = SeriesLayout.rings[SeriesLayout.rings.count - 1].slots
    guard let text else { return 50 }
    return text == "all" ? most : min(most, max(1, Int(text) ?? 50))
  }

  package func machine(points: Int) -> [PublishedMachineSample] {
    var (received, sent) = (0.0, 0.0)
    let step = Self.step(points)
    return samples(.machine, points).map { sample in
      let seconds = Double(sample.seconds(of: step, now: now))
      received += Double(sample.networkIn) * seconds
      sent += Double(sample.networkOut) * seconds
      return PublishedMachineSample(sample, facts, received: received, sent: sent)
    }
  }

  /// Of a series that the caller may see.
  package func container(_ series: SeriesName, name: String, id: String, points: Int) -> [PublishedContainerSample] {
    Self.containers(samples(series, points), name: name, id: id, points: points, now: now)
  }

  /// The same of samples that somebody else has read.
  package static func containers(
    _ samples: [Sample], name: String, id: String, points: Int, now: Date
  ) -> [PublishedContainerSample] {
    var total = PublishedContainerSample.Totals()
    let step = step(points)
    return samples.suffix(min(points, SeriesQuery.most)).map { sample in
      total.add(sample, seconds: Double(sample.seconds(of: step, now: now)))
      return PublishedContainerSample(sample, total, name: name, id: id)
    }
  }

  /// By a name: of the container, of the service, or of the application before its release.
  /// - Parameter running: what runs now.
  package func containers(_ name: String, _ running: [KnownContainer], points: Int) -> [PublishedContainerSample] {
    guard !name.isEmpty else { return [] }
    let found = running.first { $0.name == name || $0.name.hasPrefix(name + ".") || $0.name.hasPrefix(name + "-") }
    guard let series = found?.series ?? SeriesName(rawValue: "other.\(name)") else { return [] }
    return container(series, name: found?.name ?? name, id: found?.id ?? "", points: points)
  }

  /// What to ask for.
  package static func query(_ points: Int, now: Date) -> SeriesQuery {
    let end = Int(now.timeIntervalSince1970) + 1
    return SeriesQuery(span: end - points * minute..<end, points: points)
  }

  private func samples(_ series: SeriesName, _ points: Int) -> [Sample] {
    let query = Self.query(points, now: now)
    let found = archive.samples(of: series, in: query.span, points: query.points, now: now)
    return Array(found.suffix(query.points))
  }

  /// Seconds that a sample stands for.
  private static func step(_ points: Int) -> Int {
    max(1, (points + SeriesQuery.most - 1) / SeriesQuery.most) * minute
  }
}
