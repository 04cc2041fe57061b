package import Foundation

/// Something that is measured and that somebody should look at.
package struct MonitoringAlert: Sendable, Hashable {
  /// What it is about.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case cpu, memory, disk
    /// A container ends by itself again and again.
    case crashLoop = "crash-loop"
  }

  package var kind: Kind
  package var series: SeriesName
  /// In percent; of a crash loop, how often it ended.
  package var value: Double
  package var threshold: Double
  package var time: Date

  package init(kind: Kind, series: SeriesName, value: Double, threshold: Double, time: Date) {
    self.kind = kind
    self.series = series
    self.value = value
    self.threshold = threshold
    self.time = time
  }
}
