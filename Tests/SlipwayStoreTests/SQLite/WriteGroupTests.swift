import Dispatch
import Foundation
import SlipwayCore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayStore

/// Writes that share a transaction of SQLite's.
@Suite struct WriteGroupTests {
  /// A database, and what happened to the writes on it.
  private final class Place: Sendable {
    let path: String
    let database: SQLiteDatabase
    let notes = Mutex<[String]>([])
    private let gate = DispatchSemaphore(value: 0)

    init() async throws {
      path = try temporaryPath("test.sqlite")
      database = try await SQLiteDatabase.open(path: path)
      try await database.write { connection in
        try connection.run("CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY)")
        try connection.run("CREATE TABLE part (thing TEXT NOT NULL REFERENCES thing (id))")
      }
    }

    func note(_ text: String) { notes.withLock { $0.append(text) } }

    /// Keeps the one writer until the bodies wait behind it, in their order, and returns what came of each.
    func together(
      _ bodies: [@Sendable (any SQLConnection) throws -> Void], cancelled: Int? = nil
    ) async throws -> [Result<Void, any Error>] {
      let (database, gate) = (database, gate)
      let isHeld = Mutex(false)
      let first = Task {
        try await database.write { _ in
          isHeld.withLock { $0 = true }
          gate.wait()
        }
      }
      try await eventually("the writer is held") { isHeld.withLock { $0 } }
      var tasks: [Task<Void, any Error>] = []
      for (number, body) in bodies.enumerated() {
        tasks.append(
          Task {
            try await database.write(body)
            note("told \(number)")
          })
        try await eventually("number \(number) waits") { database.waiting == number + 1 }
      }
      if let cancelled {
        tasks[cancelled].cancel()
        _ = await tasks[cancelled].result
      }
      gate.signal()
      try await first.value
      var results: [Result<Void, any Error>] = []
      for task in tasks { results.append(await task.result) }
      return results
    }

    func ids() async throws -> [String] { try await Self.ids(in: database) }

    static func ids(in database: SQLiteDatabase) async throws -> [String] {
      try await database.read { try $0.rows("SELECT id FROM thing ORDER BY rowid").map { try $0["id"] } }
    }

    /// What a machine that lost its power now would find again.
    func image() throws -> String {
      let copy = try temporaryPath("image.sqlite")
      for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + end, toPath: copy + end) }
      return copy
    }
  }

  private static func insert(_ id: String) -> @Sendable (any SQLConnection) throws -> Void {
    { try $0.run("INSERT INTO thing (id) VALUES (\(id))") }
  }

  @Test func `writes that wait together are kept in their order`() async throws {
    let place = try await Place()
    let ids = (0..<20).map { "thing \($0)" }
    let results = try await place.together(ids.map(Self.insert))
    #expect(results.allSatisfy { (try? $0.get()) != nil })
    #expect(try await place.ids() == ids)
  }

  @Test func `of a group all is kept or nothing, and nobody is told before it is`() async throws {
    let place = try await Place()
    let images = Mutex<[String]>([])
    let last: @Sendable (any SQLConnection) throws -> Void = { connection in
      try connection.run("INSERT INTO thing (id) VALUES ('c')")
      #expect(place.notes.withLock { $0 }.isEmpty)
      let image = try place.image()
      images.withLock { $0.append(image) }
    }
    _ = try await place.together([Self.insert("a"), Self.insert("b"), last])
    #expect(place.notes.withLock { $0.sorted() } == ["told 0", "told 1", "told 2"])
    let before = try #require(images.withLock { $0.first })
    #expect(try await Place.ids(in: .open(path: before)).isEmpty)
    #expect(try await Place.ids(in: .open(path: place.image())) == ["a", "b", "c"])
  }

  @Test func `a write that fails undoes itself only`() async throws {
    let place = try await Place()
    let thrower: @Sendable (any SQLConnection) throws -> Void = { connection in
      try connection.run("INSERT INTO thing (id) VALUES ('gone')")
      throw SlipwayError(.conflict, "no")
    }
    let results = try await place.together([
      Self.insert("a"), thrower, Self.insert("a"), Self.insert("b"), { try $0.run("nonsense") }, Self.insert("c"),
    ])
    #expect(results.map { (try? $0.get()) != nil } == [true, false, false, true, false, true])
    #expect(throws: SlipwayError.self) { try results[1].get() }
    #expect { try results[2].get() } throws: { ($0 as? SQLError)?.kind == .unique }
    #expect(try await place.ids() == ["a", "b", "c"])
  }

  @Test func `a write that is cancelled before its turn is never run`() async throws {
    let place = try await Place()
    let results = try await place.together(
      [Self.insert("a"), { _ in place.note("ran") }, Self.insert("b")], cancelled: 1)
    #expect(throws: CancellationError.self) { try results[1].get() }
    #expect(try await place.ids() == ["a", "b"])
    #expect(!place.notes.withLock { $0.contains("ran") })
  }

  @Test func `a write that ends the whole transaction takes nobody with it`() async throws {
    let place = try await Place()
    let attempts = Mutex(0)
    let results = try await place.together([
      Self.insert("a"),
      { connection in
        let isFirst = attempts.withLock { value in
          value += 1
          return value == 1
        }
        // As a full disk does.
        if isFirst { try connection.run("ROLLBACK") }
        throw SQLError(.full, "no room")
      },
      Self.insert("b"),
    ])
    #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
    #expect { try results[1].get() } throws: { ($0 as? SQLError)?.kind == .full }
    #expect(attempts.withLock { $0 } == 2)
    #expect(try await place.ids() == ["a", "b"])
  }

  @Test func `what fails at the commit fails whom it belongs to`() async throws {
    let place = try await Place()
    let results = try await place.together([
      Self.insert("a"),
      { connection in
        try connection.run("PRAGMA defer_foreign_keys = ON")
        try connection.run("INSERT INTO part (thing) VALUES ('nobody')")
      },
      Self.insert("b"),
    ])
    #expect { try results[1].get() } throws: { ($0 as? SQLError)?.kind == .foreignKey }
    #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
    #expect(try await place.ids() == ["a", "b"])
  }

  @Test func `a write on a database that was closed fails`() async throws {
    let place = try await Place()
    try place.database.close()
    await #expect(throws: SQLError.self) { try await place.database.write(Self.insert("a")) }
  }

  @Test func `many writers at once lose nothing`() async throws {
    let place = try await Place()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<300 {
        group.addTask { _ = try? await place.database.write(Self.insert("\(number % 200)")) }
      }
    }
    #expect(Set(try await place.ids()) == Set((0..<200).map(String.init)))
  }
}
