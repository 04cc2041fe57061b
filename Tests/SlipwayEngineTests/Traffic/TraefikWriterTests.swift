import Foundation
import SlipwayEngine
import SlipwayHost
import SlipwayTesting
import Testing

@Suite struct TraefikWriterTests {
  private func document(_ url: String) -> TraefikDocument {
    TraefikDocument(services: ["s": TraefikDocument.Backend(url: url)])
  }

  @Test func `A file is written once, changed when its document does, and removed with it`() async throws {
    let writer = TraefikWriter(files: LocalFiles(), folder: try temporaryPath("dynamic"))
    #expect(try await writer.write("a.yml", owner: "app1") { document("http://a") })
    #expect(try await !writer.write("a.yml", owner: "app1") { document("http://a") })
    #expect(try await writer.write("a.yml", owner: "app1") { document("http://b") })
    let text = try String(contentsOfFile: writer.folder + "/a.yml", encoding: .utf8)
    #expect(text.contains("http://b") && text.hasPrefix("# Written by Slipway for app1;"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: writer.folder) == ["a.yml"])
    #expect(try await writer.write("a.yml", owner: "app1") { nil })
    #expect(try await !writer.write("a.yml", owner: "app1") { nil })
    #expect(try FileManager.default.contentsOfDirectory(atPath: writer.folder).isEmpty)
  }

  @Test func `Only files that Slipway wrote have an owner`() async throws {
    let writer = TraefikWriter(files: LocalFiles(), folder: try temporaryPath("dynamic"))
    try await writer.write("a.yml", owner: "app1") { document("http://a") }
    try "http: {}".write(toFile: writer.folder + "/mine.yml", atomically: true, encoding: .utf8)
    let owned = try await writer.owned()
    #expect(owned.mapValues(\.owner) == ["a.yml": "app1"])
  }

  @Test func `What a process left that died in the middle of a write is removed`() async throws {
    let writer = TraefikWriter(files: LocalFiles(), folder: try temporaryPath("dynamic"))
    try await writer.sweep()
    try await writer.write("a.yml", owner: "app1") { document("http://a") }
    for name in [".app-1.yml.0123456789", ".mine", ".mine.yml"] {
      try "half".write(toFile: "\(writer.folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try await writer.sweep()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: writer.folder).sorted() == [".mine", ".mine.yml", "a.yml"])
  }

  @Test func `Whoever reads the state last writes it last`() async throws {
    let writer = TraefikWriter(files: LocalFiles(), folder: try temporaryPath("dynamic"))
    let counter = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await writer.write("a.yml", owner: "app1") {
            let number = await counter.next()
            try await Task.sleep(for: .milliseconds(1))
            return document("http://\(number)")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try String(contentsOfFile: writer.folder + "/a.yml", encoding: .utf8).contains("http://20"))
  }

  private actor Counter {
    private var number = 0
    func next() -> Int {
      number += 1
      return number
    }
  }
}
