import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayAgent

/// How a machine is measured.
@Suite struct MeasuringRulesTests {
  private func container(_ name: String) throws -> KnownContainer {
    KnownContainer(id: name, name: name, process: 1, series: try #require(SeriesName(rawValue: "other.\(name)")))
  }

  @Test func `without a word about it everything is measured once a second and told of for thirty days`() throws {
    let rules = MeasuringRules(MetricsConfig())
    #expect(rules.machineInterval == 1 && rules.containerInterval == 1 && rules.retention == 30)
    let web = try container("web")
    #expect(rules.measures(web))
  }

  @Test func `what is excluded is not measured, whatever is included`() throws {
    var config = MetricsConfig()
    config.containers.services = .init(include: ["shop", " "], exclude: ["shop-db"])
    let rules = MeasuringRules(config)
    let (web, database, blog) = (try container("shop-web.1.x"), try container("shop-db.1.x"), try container("blog"))
    #expect(rules.measures(web) && !rules.measures(database) && !rules.measures(blog))
  }

  @Test(arguments: [(-1.0, 1), (0.2, 1), (60, 60), (1e12, 3600), (.nan, 1)])
  func `an interval is never none and never longer than the finest ring`(_ rate: Double, _ seconds: Int) {
    var config = MetricsConfig()
    config.server.refreshRate = rate
    #expect(MeasuringRules(config).machineInterval == seconds)
  }

  @Test func `a file of rules is read as the API has them, and one that is none says so`() throws {
    let path = try temporaryPath("rules")
    var config = MetricsConfig()
    config.server.retentionDays = 7
    try MeasuringRules.file(config).write(to: URL(filePath: path))
    #expect(try MeasuringRules(file: path).retention == 7)
    try Data("{".utf8).write(to: URL(filePath: path))
    let error = #expect(throws: SlipwayError.self) { try MeasuringRules(file: path) }
    #expect(error?.message.contains("metricsConfig") == true)
    try? FileManager.default.removeItem(atPath: path)
  }

  @Test func `a series says how it is measured, and what is older than that is told to nobody`() throws {
    let terms = SeriesTerms(interval: 60, retention: 2)
    #expect(SeriesTerms(terms.bytes) == terms)
    #expect(SeriesTerms([]) == SeriesTerms() && SeriesTerms([UInt8](repeating: 255, count: 8)).retention == 30)
    let folder = try temporaryPath("terms")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let archive = SeriesArchive(folder: folder)
    let now = Date(timeIntervalSince1970: 1_700_000_000)
    let writer = try SeriesWriter(archive.path(of: .machine), terms)
    for age in [5 * 86_400, 3600, 50] { writer.add(Sample(time: UInt32(1_700_000_000 - age))) }
    #expect(archive.latest(of: .machine, now: now) != nil, "a minute is no silence where a minute is the interval")
    let told = archive.samples(of: .machine, in: 1_700_000_000 - 6 * 86_400..<1_700_000_000, points: 1500, now: now)
    #expect(told.count == 2)
    archive.clear()
    #expect(SeriesReader(archive.path(of: .machine))?.terms == terms)
    try? FileManager.default.removeItem(atPath: folder)
  }
}
