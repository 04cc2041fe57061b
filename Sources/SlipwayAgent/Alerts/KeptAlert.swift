/// An alert on the wire.
package struct KeptAlert: Sendable, Hashable, Codable {
  /// Milliseconds since 1970; higher than of all before.
  package var id: Int
  package var kind: MonitoringAlert.Kind
  /// The name of a series.
  package var series: String
  package var value: Double
  package var threshold: Double

  init(id: Int, _ alert: MonitoringAlert) {
    self.id = id
    kind = alert.kind
    series = alert.series.rawValue
    value = alert.value
    threshold = alert.threshold
  }
}
