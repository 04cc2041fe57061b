import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// With the servers that Debian has: PostgreSQL, MariaDB under its own name and under MySQL's, Redis.
  @Suite struct DatabaseTests {
    /// An engine and how a row gets into it and out of it.
    struct Sample: Sendable, CustomTestStringConvertible {
      var engine: Database.Engine
      var image: String
      var insert: String
      var read: String
      var testDescription: String { image }

      static let sql = (
        insert: "CREATE TABLE t (v text); INSERT INTO t VALUES ('grüße');", read: "SELECT v FROM t"
      )
      static let all = [
        Sample(engine: .postgres, image: "postgres:15", insert: sql.insert, read: sql.read),
        Sample(engine: .mariadb, image: "mariadb:10.11", insert: sql.insert, read: sql.read),
        Sample(engine: .mysql, image: "mysql:8", insert: sql.insert, read: sql.read),
        Sample(engine: .redis, image: "redis:7", insert: "SET v grüße", read: "GET v"),
      ]
    }

    @Test(.timeLimit(.minutes(8)))
    func `every engine keeps its data through whatever happens to its server`() async throws {
      try await EndToEndFixture.with("database") { e2e in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for sample in Sample.all { group.addTask { try await live(sample, e2e) } }
          for try await _ in group {}
        }
      }
    }

    private func live(_ sample: Sample, _ e2e: EndToEndFixture) async throws {
      let database = try await EndToEndDatabase.make(sample.engine, sample.image, e2e)
      let first = try await database.deployed()
      #expect(try await database.log(of: first).contains("A login with the database's credentials was accepted."))
      _ = try await database.ask(sample.insert)
      try await expectData(sample, database)
      try await stopAndStart(sample, database)
      try await killed(sample, database)
      try await newPassword(sample, database)
      try await externalPort(sample, database)
      try await brokenImage(sample, database)
      if sample.engine == .postgres { try await rebuild(sample, database) }
      try await remove(sample, database)
    }

    private func expectData(_ sample: Sample, _ database: EndToEndDatabase, port: Int? = nil) async throws {
      #expect(try await database.ask(sample.read, port: port).contains("grüße"), "\(sample.image)")
    }

    private func stopAndStart(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      try await database.call("stop")
      #expect(try await database.fixture.docker.containers(of: database.id).isEmpty)
      try await database.call("start")
      try await expectData(sample, database)
    }

    private func killed(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      // An append-only file is written every second.
      if sample.engine == .redis { try await Task.sleep(for: .seconds(1)) }
      let container = try #require(try await database.fixture.docker.containers(of: database.id).first)
      try await database.fixture.docker.run("kill", "-s", "KILL", container)
      try await eventually("\(sample.image) answers again", within: .seconds(60)) {
        try await database.ask(sample.read).contains("grüße")
      }
    }

    private func newPassword(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      let (old, new) = (try await database.one().text("databasePassword"), "n3w`;--@#%^&*()x")
      try await database.call("changePassword", ["password": .string(new)])
      // Redis is started with the new one as well.
      if sample.engine == .redis { #expect(try await database.lastDeployment()["status"] == "done") }
      #expect(try await database.one()["databasePassword"] == .string(new))
      try await expectData(sample, database)
      #expect(await !database.accepts(old), "\(sample.image)")
      if [.mysql, .mariadb].contains(sample.engine) { try await newRootPassword(sample, database) }
    }

    private func newRootPassword(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      for new in ["r00t-one", "r00t-two"] {
        try await database.call("changePassword", ["password": .string(new), "type": "root"])
        #expect(try await database.one()["databaseRootPassword"] == .string(new))
      }
      // By the socket as well, where its dumps are made.
      let container = try #require(try await database.fixture.docker.containers(of: database.id).first)
      for (password, fits) in [("r00t-one", false), ("r00t-two", true)] {
        let asked = try await EndToEndCommand.outcome(of: [
          "docker", "exec", "--env", "MYSQL_PWD=\(password)", container, sample.engine.rawValue, "-u", "root", "-e",
          "SELECT 1",
        ])
        #expect((asked.status == 0) == fits, "\(sample.image): \(asked.text)")
      }
    }

    private func externalPort(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      let before = try await database.one()
      let taken = try await database.answer(
        to: "saveExternalPort", ["externalPort": .integer(database.fixture.ports.panel)])
      #expect(taken.status == 409 || taken.status == 400)
      #expect(taken.body.contains("externalPort"))
      #expect(try await database.one() == before)
      let port = try EndToEndPorts().git
      try await database.call("saveExternalPort", ["externalPort": .integer(port)])
      #expect(try await database.lastDeployment()["status"] == "done")
      try await expectData(sample, database, port: port)
    }

    private func brokenImage(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      // Of the same version, so that its data would be at the same place; nobody listens there.
      try await database.call("update", ["dockerImage": .string("localhost:1/\(sample.image)")])
      try await database.call("deploy", ["wait": false])
      let deployment = try await database.lastDeployment()
      #expect(deployment["status"] == "error" && deployment["evidence"]?["step"] == "source")
      #expect(deployment["evidence"]?["isPreviousServing"] == true)
      try await expectData(sample, database)
      try await database.call("update", ["dockerImage": .string(sample.image)])
    }

    private func rebuild(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      try await database.call("rebuild", ["wait": false])
      try await eventually("it is made anew", within: .seconds(90)) {
        try await database.lastDeployment()["title"] == "Rebuild from nothing"
      }
      #expect(try await database.lastDeployment()["status"] == "done")
      #expect(try await database.ask("SELECT COUNT(*) FROM pg_tables WHERE tablename = 't'") == "0")
    }

    /// Every second one with its data.
    private func remove(_ sample: Sample, _ database: EndToEndDatabase) async throws {
      let takesData = [Database.Engine.mysql, .redis].contains(sample.engine)
      try await database.call("remove", takesData ? ["deleteVolumes": true] : [:])
      try await eventually("its server is gone", within: .seconds(60)) {
        let services = try await database.fixture.docker.services(of: database.id)
        let containers = try await database.fixture.docker.containers(of: database.id, all: true)
        return services.isEmpty && containers.isEmpty
      }
      let volume = "\(database.appName)-data"
      try await eventually("the volume is as it was asked for", within: .seconds(30)) {
        let status = try await EndToEndCommand.outcome(of: ["docker", "volume", "inspect", volume]).status
        return (status != 0) == takesData
      }
      if !takesData { try await database.fixture.docker.run("volume", "rm", volume) }
    }
  }
}
