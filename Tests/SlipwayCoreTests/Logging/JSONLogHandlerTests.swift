import Foundation
import Logging
import SlipwayCore
import Synchronization
import Testing

/// The log as JSON.
@Suite struct JSONLogHandlerTests {
  @Test func `each line is one object with its metadata, whatever stands in it`() throws {
    let lines = Lines()
    var logger = Logger(label: "slipway.test") { label in
      JSONLogHandler(label: label, level: .info, now: { Date(timeIntervalSince1970: 0.25) }, write: { lines.add($0) })
    }
    logger[metadataKey: "request.id"] = "r1"
    logger.debug("not this")
    logger.warning("two\nlines \"quoted\"", metadata: ["count": "3", "names": ["a", "b"], "request.id": "r2"])
    let all = lines.all.withLock { $0 }
    #expect(all.count == 1 && all[0].hasSuffix("\n") && all[0].filter { $0 == "\n" }.count == 1)
    let line = try JSONDecoder().decode(JSONValue.self, from: Data((all.first ?? "").utf8))
    #expect(line["message"] == "two\nlines \"quoted\"")
    #expect(
      line["level"] == "warning" && line["label"] == "slipway.test" && line["time"] == "1970-01-01T00:00:00.250Z")
    #expect(line["metadata"] == ["count": "3", "names": ["a", "b"], "request.id": "r2"])
  }

  /// What was written.
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
    func add(_ line: String) { all.withLock { $0.append(line) } }
  }
}
