package import Foundation

/// Whoever knows what was measured of one machine: this one's files, or the agent of another.
package protocol SeriesSource: Sendable {
  /// One sample for each step of the span that has any, oldest first.
  func samples(of series: SeriesName, _ query: SeriesQuery, now: Date) async throws -> [Sample]
  /// The newest sample, unless it is older than its interval.
  func latest(of series: SeriesName, now: Date) async throws -> Sample?
  /// The newest sample of everything that is measured now.
  func present(now: Date) async throws -> [SeriesName: Sample]
  /// Forgets everything.
  func clear() async throws
}
