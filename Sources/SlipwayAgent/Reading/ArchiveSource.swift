package import Foundation
import SlipwayHost

/// What was measured on this machine, read from its files.
package struct ArchiveSource: SeriesSource {
  private let archive: SeriesArchive

  package init(_ archive: SeriesArchive) { self.archive = archive }

  package func samples(of series: SeriesName, _ query: SeriesQuery, now: Date) async throws -> [Sample] {
    try await BlockingPool.run { [archive] in
      archive.samples(of: series, in: query.span, points: query.points, now: now)
    }
  }

  package func latest(of series: SeriesName, now: Date) async throws -> Sample? {
    try await BlockingPool.run { [archive] in archive.latest(of: series, now: now) }
  }

  package func present(now: Date) async throws -> [SeriesName: Sample] {
    try await BlockingPool.run { [archive] in archive.present(now: now) }
  }

  package func clear() async throws { try await BlockingPool.run { [archive] in archive.clear() } }
}
