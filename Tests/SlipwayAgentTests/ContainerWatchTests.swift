import Foundation
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayAgent

@Suite(.timeLimit(.minutes(1))) struct ContainerWatchTests {
  private static func container(_ id: String, process: Int, labels: String = "{}") -> FakeDocker.Answer {
    .init(
      200,
      """
      {"Id": "\(id)", "Name": "/name-\(id)", "State": {"Status": "running", "Running": true, "Pid": \(process)},
       "Config": {"Labels": \(labels)}}
      """)
  }

  private static func event(_ action: String, _ id: String, exitCode: Int? = nil) -> String {
    let code = exitCode.map { #", "exitCode": "\#($0)""# } ?? ""
    let actor = #"{"ID": "\#(id)", "Attributes": {"name": "name-\#(id)"\#(code)}}"#
    return #"{"Type": "container", "Action": "\#(action)", "Actor": \#(actor), "time": 1800000000}"# + "\n"
  }

  /// What is known and told, at each change.
  private final class Heard: Sendable {
    let known = Mutex<[Set<KnownContainer>]>([])
    let alerts = Mutex<[MonitoringAlert]>([])
  }

  /// Until `isThere`, or the engine has said all.
  private static func watch(
    events: String, listed: String, until isThere: @escaping @Sendable (Heard) -> Bool
  ) async throws -> Heard {
    let heard = Heard()
    let script: FakeDocker.Script = { request in
      switch request.path {
      case "/containers/json": return .init(200, listed)
      case "/containers/c1/json": return container("c1", process: 11, labels: #"{"slipway.deployable": "shop"}"#)
      case "/containers/c2/json": return container("c2", process: 12)
      case "/events":
        var answer = FakeDocker.Answer(200, events)
        answer.isEndless = true
        return answer
      default: return nil
      }
    }
    try await FakeDocker.with(script) { _, docker in
      let watch = ContainerWatch(docker: docker) { known in
        heard.known.withLock { $0.append(Set(known.values)) }
      } alert: { alert in
        heard.alerts.withLock { $0.append(alert) }
      }
      let task = Task { try await watch.run() }
      try await eventually("everything was told", within: .seconds(20)) { isThere(heard) }
      task.cancel()
      _ = await task.result
    }
    return heard
  }

  @Test func `what runs is known by the list once, and by events from then on`() async throws {
    let events = Self.event("start", "c2") + Self.event("die", "c1", exitCode: 0)
    let heard = try await Self.watch(events: events, listed: #"[{"Id": "c1"}]"#) {
      $0.known.withLock { $0.count } == 3
    }
    let names = heard.known.withLock { $0.map { Set($0.map(\.series.rawValue)) } }
    #expect(names == [["service.shop"], ["service.shop", "other.name-c2"], ["other.name-c2"]])
    let last = heard.known.withLock { $0.last?.first }
    #expect(last?.process == 12 && last?.name == "name-c2")
    #expect(heard.alerts.withLock { $0.isEmpty })
  }

  @Test func `a container that ends again and again is told of, one that somebody ends is not`() async throws {
    let crashing = String(repeating: Self.event("start", "c2") + Self.event("die", "c2", exitCode: 1), count: 4)
    let stopped = String(
      repeating: Self.event("kill", "c1") + Self.event("die", "c1", exitCode: 143) + Self.event("start", "c1"),
      count: 4)
    let heard = try await Self.watch(events: stopped + crashing, listed: "[]") { heard in
      heard.known.withLock { $0.count } >= 16 && heard.alerts.withLock { !$0.isEmpty }
    }
    let alerts = heard.alerts.withLock { $0 }
    #expect(alerts.map(\.kind) == [.crashLoop])
    #expect(alerts.first?.series.rawValue == "other.name-c2")
    #expect(alerts.first?.sentence.contains("name-c2") == true)
  }
}
