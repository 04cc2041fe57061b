import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayEngine

struct DatabaseServerTests {
  private static let cutOff = SlipwayError(.commandFailed, "pg_dump ended with 1: unexpected EOF")

  /// What is said of a dump that was cut off, when Docker tells this of the server's container, answer by answer; the last
  /// one is repeated.
  private func explained(_ states: [String?]) async throws -> (text: String, asked: Int) {
    let left = Mutex(states[...])
    return try await FakeDocker.with({ request in
      guard request.path == "/containers/c1/json" else { return nil }
      let state = left.withLock { $0.count > 1 ? $0.popFirst() : $0.first } ?? nil
      guard let state else { return FakeDocker.Answer(404, #"{"message":"No such container"}"#) }
      return FakeDocker.Answer(200, #"{"Id":"c1","Name":"/c1","State":\#(state),"Config":{}}"#)
    }) { fake, _ in
      var text = ""
      try await EngineFixture.with(docker: fake.host) { fixture in
        let work = try await work(fixture)
        let database = Database(
          organizationID: work.run.organizationID, environmentID: ID("e"), name: "db", appName: "db-1",
          settings: DatabaseSettings(engine: .postgres, dockerImage: "postgres:16"), createdAt: fixture.engine.now())
        let server = DatabaseServer(database: database, container: "c1")
        text = await server.explain(Self.cutOff, "dump", work).message
      }
      return (text, fake.requests.count)
    }
  }

  private func work(_ fixture: EngineFixture) async throws -> BackupWork {
    let (application, now) = (fixture.application, fixture.engine.now())
    let destination = Destination(
      organizationID: application.organizationID, name: "Nowhere", bucket: "b", endpoint: "http://s3.invalid",
      accessKey: "a", secretAccessKey: Secret("s"), createdAt: now)
    let run = try await fixture.engine.store.write { tx in
      try tx.destinations.insert(destination)
      return try BackupQueue.restore(
        tx, RestoreRequest(content: .volume), key: "x.tar", from: destination.id, into: application.deployable,
        now: now)
    }
    return try await BackupWork(fixture.engine, run)
  }

  @Test func `A dump's end that is told before its server's is still the server's`() async throws {
    let running = #"{"Status":"running","Running":true}"#
    let ended = #"{"Status":"exited","Running":false,"ExitCode":137,"OOMKilled":false}"#
    let (text, asked) = try await explained([running, running, ended])
    #expect(text == "PostgreSQL's server ended in the middle of the dump (exit code 137).")
    #expect(asked == 3)
  }

  @Test func `A dump that failed beside a server that runs says its own failure`() async throws {
    let (text, asked) = try await explained([#"{"Status":"running","Running":true}"#])
    #expect(text == Self.cutOff.message)
    #expect(asked > 3)
  }

  @Test func `A server without memory, and one that is gone, are named`() async throws {
    let killed = #"{"Status":"exited","Running":false,"ExitCode":137,"OOMKilled":true}"#
    #expect(try await explained([killed]).text.hasSuffix("(it had no memory left)."))
    #expect(try await explained([nil]).text == "PostgreSQL's server ended in the middle of the dump.")
  }
}
