import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct StackReturnTests {
  private func container(_ id: String, _ key: String, _ state: String = "running") -> StackContainer {
    StackContainer(id: id, name: id, key: key, state: state)
  }

  @Test func `what kept running was left alone, what is new or was started again was put back`() {
    let way = StackReturn(
      before: [
        container("1", "web-a"), container("2", "db"), container("3", "cache", "exited"),
        container("4", "jobs", "restarting"), container("5", "worker"),
      ],
      after: [
        container("1", "web-a"), container("6", "db"), container("3", "cache"), container("4", "jobs"),
        container("7", "once", "exited"),
      ], names: ["web-a": "web", "db": "db", "cache": "cache", "jobs": "jobs", "once": "once"])
    #expect(way.services == ["cache", "db"])
    #expect(StackReturn(before: way.before, after: [container("1", "web-a")], names: way.names).services.isEmpty)
  }
}
