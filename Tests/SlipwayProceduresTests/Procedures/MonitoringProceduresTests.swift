import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayAgent
@testable import SlipwayProcedures

/// What was measured, and who may know it.
@Suite struct MonitoringProceduresTests {
  private static let now = Int(TestCall.now.timeIntervalSince1970)

  /// Three minutes of the machine, of acme's application and of something foreign, up to now.
  private static func measured() async throws -> TestCall {
    let test = try await TestCall.make()
    let archive = SeriesArchive(folder: test.engine.folders.monitoring)
    try FileManager.default.createDirectory(atPath: archive.folder, withIntermediateDirectories: true)
    let service = try #require(SeriesName(service: test.acme.application.id.rawValue))
    let foreign = try #require(SeriesName(rawValue: "other.registry"))
    for (series, cpu) in [(SeriesName.machine, Float(50)), (service, 25), (foreign, 5)] {
      let writer = try SeriesWriter(archive.path(of: series))
      for second in now - 180...now {
        var sample = Sample(time: UInt32(second))
        sample.containers = 1
        sample.cpu = cpu
        (sample.memory, sample.memoryLimit) = (Float(1 << 20), Float(1 << 22))
        (sample.diskUsed, sample.diskTotal) = (1e9, 4e9)
        sample.networkIn = 1_000_000
        sample.settlePeaks()
        writer.add(sample)
      }
    }
    return test
  }

  @Test func `a service's history has its samples and the deployments of the span`() async throws {
    let test = try await Self.measured()
    let id = test.acme.application.id
    let deployment = Deployment(
      organizationID: test.acme.organization.id, deployableID: id, status: .done, createdAt: TestCall.now - 60)
    try await test.store.write { try $0.deployments.insert(deployment) }
    let answer = await test.answer(
      "monitoring.history",
      ["serviceId": .string(id.rawValue), "from": .integer(Self.now - 100), "to": .integer(Self.now)],
      as: test.acme.caller(.member))
    #expect(answer.isOK, "\(answer.text)")
    #expect(answer.body["samples"]?["cpu"]?.arrayValue?.count == 100)
    #expect(answer.body["samples"]?["cpu"]?.arrayValue?.first == .integer(25))
    #expect(answer.body["isMeasured"] == true)
    let marks = answer.body["deployments"]?.arrayValue ?? []
    #expect(marks.contains { $0["deploymentId"] == .string(deployment.id.rawValue) })
  }

  @Test func `the machine's history is the server's owner's`() async throws {
    let test = try await Self.measured()
    let mine = await test.answer("monitoring.history", [:], as: test.acme.caller())
    #expect(mine.body["samples"]?["cpu"]?.arrayValue?.last == .integer(50))
    for caller in [test.acme.caller(.member), test.other.caller()] {
      #expect(await test.answer("monitoring.history", [:], as: caller).code == .forbidden)
    }
  }

  @Test func `everybody sees what their own services use, and the server's owner the rest`() async throws {
    let test = try await Self.measured()
    func names(_ caller: Caller) async -> [String] {
      let rows = await test.answer("monitoring.overview", [:], as: caller).body.arrayValue ?? []
      return rows.compactMap { $0["name"]?.stringValue }
    }
    #expect(await names(test.acme.caller()) == [test.acme.application.name, "registry"])
    #expect(await names(test.acme.caller(.member)) == [test.acme.application.name])
    #expect(await names(test.other.caller()) == [])
  }

  @Test func `published clients get their five arrays by the name of the application`() async throws {
    let test = try await Self.measured()
    let input: JSONValue = ["appName": .string(test.acme.application.appName)]
    let answer = await test.answer("application.readAppMonitoring", input, as: test.acme.caller(.member))
    #expect(answer.isOK, "\(answer.text)")
    #expect(answer.body["cpu"]?.arrayValue?.last?["value"] == "25.00%")
    #expect(answer.body["memory"]?.arrayValue?.last?["value"]?["used"] == "1.00MiB")
    #expect(answer.body["disk"]?.arrayValue?.isEmpty == true)
    #expect(await test.answer("application.readAppMonitoring", input, as: test.other.caller()).code == .notFound)
    let machine = await test.answer("application.readAppMonitoring", ["appName": "dokploy"], as: test.acme.caller())
    #expect(machine.body["disk"]?.arrayValue?.last?["value"]?["diskUsedPercentage"] == .integer(25))
    let refused = await test.answer("application.readAppMonitoring", ["appName": "dokploy"], as: test.other.caller())
    #expect(refused.code == .forbidden)
  }

  @Test func `an address that comes with the question is not asked`() async throws {
    let test = try await Self.measured()
    var input: [String: JSONValue] = [
      "url": "http://169.254.169.254/latest/meta-data", "token": "t", "dataPoints": "50",
    ]
    let machine = await test.answer("server.getServerMetrics", .object(input), as: test.acme.caller())
    #expect(machine.body.arrayValue?.last?["cpu"] == "50.00")
    #expect(await test.answer("server.getServerMetrics", .object(input), as: test.other.caller()).code == .forbidden)
    input["appName"] = .string(test.acme.application.appName)
    let own = await test.answer("user.getContainerMetrics", .object(input), as: test.acme.caller(.member))
    #expect(own.body.arrayValue?.last?["CPU"] == .integer(25))
    #expect(await test.answer("user.getContainerMetrics", .object(input), as: test.other.caller()).code == .notFound)
  }

  private static func config(cpu: Double) -> JSONValue {
    [
      "metricsConfig": [
        "server": [
          "refreshRate": 60, "port": 4500, "token": "a-secret-token", "urlCallback": "https://user:key@example.org",
          "retentionDays": 2, "cronJob": "5 4 * * *", "thresholds": ["cpu": .number(cpu), "memory": 90],
        ],
        "containers": ["refreshRate": 60, "services": ["include": [], "exclude": []]],
      ]
    ]
  }

  @Test func `thresholds are kept, a token is not, and everybody who measures hears of it`() async throws {
    let test = try await TestCall.make()
    let events = test.engine.bus.events()
    let answer = await test.answer("admin.setupMonitoring", Self.config(cpu: 80), as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    var heard = events.makeAsyncIterator()
    #expect(await heard.next() == .serverSettingsChanged)
    let kept = try await test.store.read { try $0.settings.monitoring() }
    #expect(kept.thresholds == Thresholds(cpu: 80, memory: 90, disk: 90))
    let shown = await test.answer("user.getMetricsToken", [:], as: test.acme.caller(.member))
    #expect(shown.body["metricsConfig"]?["server"]?["thresholds"]?["cpu"] == .integer(80))
    #expect(!shown.text.contains("a-secret-token"))
  }

  @Test func `members are not shown an address or a time that somebody once gave`() async throws {
    let test = try await TestCall.make()
    #expect(await test.answer("admin.setupMonitoring", Self.config(cpu: 80), as: test.acme.caller()).isOK)
    var stored = try await test.store.read { try $0.settings.monitoring() }
    #expect(stored.server.urlCallback.isEmpty && stored.server.cronJob.isEmpty)
    (stored.server.urlCallback, stored.server.cronJob) = ("https://user:key@example.org", "5 4 * * *")
    let earlier = stored
    try await test.store.write { try $0.settings.save(earlier) }
    let shown = await test.answer("user.getMetricsToken", [:], as: test.acme.caller(.member))
    #expect(shown.isOK && !shown.text.contains("example.org") && !shown.text.contains("5 4"), "\(shown.text)")
  }

  @Test(arguments: [-1.0, 101, 1000]) func `what is no percentage is refused`(_ cpu: Double) async throws {
    let test = try await TestCall.make()
    let answer = await test.answer("admin.setupMonitoring", Self.config(cpu: cpu), as: test.acme.caller())
    #expect(answer.code == .badRequest)
    #expect(answer.fields == ["thresholds.cpu"])
    #expect(try await test.store.read { try $0.settings.monitoring() } == MetricsConfig())
  }

  @Test func `only the server's owner sets thresholds and forgets`() async throws {
    let test = try await Self.measured()
    for caller in [test.acme.caller(.admin), test.other.caller()] {
      #expect(await test.answer("admin.setupMonitoring", Self.config(cpu: 80), as: caller).code == .forbidden)
      #expect(await test.answer("settings.cleanMonitoring", [:], as: caller).code == .forbidden)
    }
    #expect(await test.answer("settings.cleanMonitoring", [:], as: test.acme.caller()).isOK)
    let after = await test.answer("monitoring.history", [:], as: test.acme.caller())
    #expect(after.body["samples"]?["cpu"]?.arrayValue?.isEmpty == true)
    #expect(after.body["isMeasured"] == false)
  }
}
