import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

/// Where the workers of an installation may work.
@Suite struct WorkplaceTests {
  @Test func `workers of one folder share a place, those of another are refused until it is free`() async throws {
    let (store, now) = (try await temporaryStore(), Date())
    let file = try temporaryPath("workplace")
    let here = try Workplace.of(file: file, machine: "one", folder: "/data")
    try await here.take(in: store, now: now)
    // The same folder, moved to another machine.
    let same = try Workplace.of(file: file, machine: "two", folder: "/moved")
    try await same.take(in: store, now: now)
    let elsewhere = try Workplace.of(file: try temporaryPath("workplace"), machine: "three", folder: "/data")
    let error = await #expect(throws: SlipwayError.self) { try await elsewhere.take(in: store, now: now + 30) }
    #expect(error?.code == .conflict)
    #expect(error?.message.contains("two") == true && error?.message.contains("--docker-host none") == true)
    try await elsewhere.take(in: store, now: now + 61)
    await #expect(throws: SlipwayError.self) { try await here.take(in: store, now: now + 62) }
    try store.close()
  }

  @Test func `a worker that finds its place taken ends`() async throws {
    let store = try await temporaryStore()
    let here = try Workplace.of(file: try temporaryPath("workplace"), machine: "one", folder: "/data")
    let other = try Workplace.of(file: try temporaryPath("workplace"), machine: "two", folder: "/data")
    try await other.take(in: store, now: Date())
    await #expect(throws: SlipwayError.self) {
      try await WorkplaceKeeper(store, here, interval: .milliseconds(10)).run()
    }
    try store.close()
  }
}
