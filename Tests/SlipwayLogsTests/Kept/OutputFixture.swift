import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization

@testable import SlipwayLogs

/// Containers whose lines a test writes, and what is kept of them.
final class OutputFixture: Sendable {
  private let written = Mutex<[String: [String]]>([:])
  /// Containers that are still writing.
  private let running = Mutex<Set<String>>([])
  let test: TestCall
  let keeper: LogKeeper
  let docker: DockerClient
  let fake: FakeDocker

  private init(_ test: TestCall, _ docker: DockerClient, _ fake: FakeDocker) {
    self.test = test
    self.docker = docker
    self.fake = fake
    keeper = test.engine.logs
  }

  static func with(_ body: @escaping (OutputFixture) async throws -> Void) async throws {
    let test = try await TestCall.make()
    let place = Mutex<OutputFixture?>(nil)
    try await FakeDocker.with { request in
      guard let fixture = place.withLock({ $0 }) else { return nil }
      let parts = request.path.split(separator: "/")
      guard parts.count == 3, parts[2] == "logs" else { return nil }
      return fixture.answer(
        String(parts[1]), since: request.query["since"], follows: request.query["follow"] == "true")
    } _: { fake, client in
      let fixture = OutputFixture(test, client, fake)
      place.withLock { $0 = fixture }
      try await body(fixture)
      place.withLock { $0 = nil }
    }
  }

  private func answer(_ container: String, since: String?, follows: Bool) -> FakeDocker.Answer {
    guard let lines = written.withLock({ $0[container] }) else { return .init(404, "{}") }
    var data = Data()
    for line in lines {
      guard let (time, _) = LineStamp.split(line), LineStamp.query(time) >= since ?? "" else { continue }
      let bytes = Array((line + "\n").utf8)
      data +=
        [line.contains("!err") ? 2 : 1, 0, 0, 0] + withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) }
      data += bytes
    }
    var answer = FakeDocker.Answer(200, data)
    answer.isEndless = follows && running.withLock { $0.contains(container) }
    return answer
  }

  func run(_ container: String) { running.withLock { _ = $0.insert(container) } }

  /// - Parameter second: of the line's time, after the year 2026 began.
  func write(_ container: String, _ text: String, at second: Int) {
    let date = Date(timeIntervalSince1970: TimeInterval(1_767_225_600 + second))
    let time = date.formatted(.iso8601).replacing("Z", with: ".000000001Z")
    written.withLock { $0[container, default: []].append("\(time) \(text)") }
  }

  static func time(_ second: Int) -> Int { (1_767_225_600 + second) * 1_000_000_000 + 1 }

  func source(
    _ container: String, deployment: String? = nil, service: String = "", secrets: [Secret] = []
  ) -> OutputSource {
    OutputSource(
      container: container, name: "web.1.\(container)", organizationID: test.acme.organization.id,
      deployableID: test.acme.application.id, deploymentID: deployment.map { ID($0) }, service: service,
      secrets: secrets)
  }

  func copy(_ source: OutputSource, bytes: Int = 20 << 20) async throws {
    try await keeper.copy(source, from: docker, bytes: bytes)
  }

  func find(_ change: (inout LogQuery) -> Void = { _ in }) async throws -> LogPage {
    var query = LogQuery(services: [test.acme.application.id])
    change(&query)
    return try await LogFinder(store: test.store, folder: keeper.folder).run(query)
  }
}
