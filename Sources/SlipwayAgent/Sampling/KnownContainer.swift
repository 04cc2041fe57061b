package import SlipwayHost

/// A container that runs, as Docker told of it.
package struct KnownContainer: Sendable, Hashable {
  package var id: String
  /// As people know it.
  package var name: String
  /// Its first process.
  package var process: Int
  package var series: SeriesName

  package init(id: String, name: String, process: Int, series: SeriesName) {
    self.id = id
    self.name = name
    self.process = process
    self.series = series
  }

  /// - Returns: `nil` for one that does not run.
  package init?(_ container: DockerContainer) {
    guard container.State.Running == true, let process = container.State.Pid, process > 0 else { return nil }
    let name = String((container.Name ?? container.Id).drop { $0 == "/" })
    guard let series = SeriesName(labels: container.Config.Labels ?? [:], container: name) else { return nil }
    self.init(id: container.Id, name: name, process: process, series: series)
  }
}
