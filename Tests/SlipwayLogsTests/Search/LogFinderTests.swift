import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayLogs

/// Finding lines in what is kept.
@Suite struct LogFinderTests {
  private func filled(_ body: @escaping (OutputFixture) async throws -> Void) async throws {
    try await OutputFixture.with { output in
      for number in 1...30 {
        output.write("a", "[\(number % 3 == 0 ? "ERROR" : "INFO")] Request \(number)", at: number)
        output.write("b", "[WARN] slow request \(number)", at: number)
      }
      try await output.copy(output.source("a", deployment: "d1", service: "web"))
      try await output.copy(output.source("b", deployment: "d2", service: "worker"))
      try await body(output)
    }
  }

  @Test func `pages put together are everything, once and in order`() async throws {
    try await filled { output in
      var found: [LogCursor] = []
      var before: LogCursor?
      repeat {
        let page = try await output.find {
          $0.limit = 7
          $0.before = before
        }
        found += page.lines.map(\.cursor)
        before = page.next
      } while before != nil
      #expect(found.count == 60)
      #expect(Set(found).count == 60)
      #expect(found == found.sorted(by: >))
      #expect(found.allSatisfy { LogCursor($0.text) == $0 })
    }
  }

  @Test func `words, level, time, deployment and service narrow it`() async throws {
    try await filled { output in
      #expect(try await output.find { $0.text = "REQUEST 17" }.lines.count == 2)
      #expect(try await output.find { $0.text = "nowhere" }.lines.isEmpty)
      #expect(try await output.find { $0.levels = [.error] }.lines.count == 10)
      #expect(try await output.find { $0.levels = [.warn, .error] }.lines.count == 40)
      #expect(try await output.find { $0.generation = ID("d1") }.lines.count == 30)
      #expect(try await output.find { $0.stackService = "worker" }.lines.allSatisfy { $0.line.level == .warn })
      #expect(try await output.find { $0.from = OutputFixture.time(10) }.lines.count == 42)
      #expect(try await output.find { $0.to = OutputFixture.time(12) }.lines.count == 24)
      let id = output.test.acme.application.id
      let rows = try await output.test.store.read { try $0.logSegments.all(of: [id]) }
      #expect(rows.map(\.firstAt) == [1, 1].map(OutputFixture.time))
      #expect(rows.map(\.lastAt) == [30, 30].map(OutputFixture.time))
      let places = try rows.flatMap { try output.keeper.folder.file(of: $0).places() }
      #expect(places.map(\.head.firstAt) == [1, 1].map(OutputFixture.time))
      #expect(places.map(\.head.lastAt) == [30, 30].map(OutputFixture.time))
      let between = try await output.find {
        $0.from = OutputFixture.time(10)
        $0.to = OutputFixture.time(12)
      }
      #expect(between.lines.count == 6)
      #expect(try await output.find { $0.services = [] }.lines.isEmpty)
      #expect(try await output.find { $0.services = [output.test.other.application.id] }.lines.isEmpty)
    }
  }

  @Test(arguments: ["", "x", "1.2", "1.a.b", ".a.1", "1..1", "1.a.1.2"])
  func `a cursor that is none is refused`(text: String) {
    #expect(LogCursor(text) == nil)
  }

  @Test func `a text that looks like the head of a line is no hit`() async throws {
    try await OutputFixture.with { output in
      output.write("a", "plain", at: 1)
      try await output.copy(output.source("a"))
      #expect(try await output.find { $0.text = "io plain" }.lines.isEmpty)
      #expect(try await output.find { $0.text = "17672256" }.lines.isEmpty)
    }
  }
}
