import Foundation
package import SlipwayCore

/// How a machine is measured: how often, of which containers, how long it is told of, and what is too much.
package struct MeasuringRules: Sendable, Hashable {
  /// Seconds between two samples of the machine.
  package var machineInterval = 1
  /// Seconds between two samples of its containers.
  package var containerInterval = 1
  /// Days; what is older is told to nobody.
  package var retention = SeriesLayout.longestDays
  /// Parts of names; of a container that has one of them something is kept, and without any of all.
  package var include: [String] = []
  /// Parts of names; nothing is kept of a container that has one of them, whatever is included.
  package var exclude: [String] = []
  package var thresholds = Thresholds()

  package init() {}

  /// In the words of the published API.
  package init(_ config: MetricsConfig) {
    machineInterval = Self.seconds(config.server.refreshRate)
    containerInterval = Self.seconds(config.containers.refreshRate)
    retention = min(SeriesLayout.longestDays, max(1, Int(config.server.retentionDays.rounded(.up))))
    include = Self.parts(config.containers.services.include)
    exclude = Self.parts(config.containers.services.exclude)
    thresholds = config.thresholds
  }

  package var machine: SeriesTerms { SeriesTerms(interval: machineInterval, retention: retention) }
  package var containers: SeriesTerms { SeriesTerms(interval: containerInterval, retention: retention) }

  /// Whether something is kept of it.
  package func measures(_ container: KnownContainer) -> Bool {
    let names = [container.name, container.series.title]
    func has(_ parts: [String]) -> Bool { parts.contains { part in names.contains { $0.contains(part) } } }
    return !has(exclude) && (include.isEmpty || has(include))
  }

  /// Whole ones, and not so many that nothing would be seen of an hour.
  private static func seconds(_ rate: Double) -> Int { rate.isFinite ? Int(min(3600, max(1, rate)).rounded()) : 1 }

  private static func parts(_ texts: [String]?) -> [String] {
    (texts ?? []).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
  }
}

extension MeasuringRules {
  /// The file that an agent on another machine is told by: the published shape, the same text for the same rules.
  static func file(_ config: MetricsConfig) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return try encoder.encode(config)
  }

  /// - Throws: ``SlipwayError`` `badRequest` when it is no such file.
  package init(file path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SlipwayError(.notFound, "There is no file \(path) to measure by.")
    }
    do {
      self.init(try JSONDecoder().decode(MetricsConfig.self, from: data))
    } catch {
      throw SlipwayError(
        .badRequest, "\(path) is no metricsConfig as the API's server.setupMonitoring has it: \(error)", cause: error)
    }
  }
}
