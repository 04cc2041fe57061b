import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct StackFindingsTests {
  static func file(_ services: [String: JSONValue], kind: StackSettings.Kind = .compose) -> StackFile {
    var file = StackFile(
      kind: kind, model: ["services": .object(services)], services: [:], addresses: [:], effective: "")
    for name in services.keys {
      file.services[name] = StackFile.Service(
        key: name, image: "", isBeside: false, replicas: 1, hasDomain: false, hasHealthcheck: false,
        isRestarted: false, startPeriod: 0)
    }
    return file
  }

  @Test func `a changed patch of the same commit is another version of the code`() {
    var source = SourceSettings()
    source.customGitUrl = "https://git.test/a.git"
    func patch(_ text: String, isEnabled: Bool = true) -> SourcePatch {
      SourcePatch(
        organizationID: ID("o"), deployableID: ID("d"), type: .update, filePath: "nginx.conf", isEnabled: isEnabled,
        content: Secret(text), createdAt: Date())
    }
    let plain = StackSource.version("abc", source, [])
    #expect(plain.hasPrefix("abc-") && plain == StackSource.version("abc", source, [patch("x", isEnabled: false)]))
    let patched = StackSource.version("abc", source, [patch("x")])
    #expect(patched != plain && patched == StackSource.version("abc", source, [patch("x")]))
    #expect(patched != StackSource.version("abc", source, [patch("y")]))
    source.customGitUrl = "https://git.test/b.git"
    #expect(StackSource.version("abc", source, []) != plain)
  }

  @Test func `a release does not remember that its containers were made anew once`() throws {
    let sealed = try Self.file(["web": ["image": "x"]]).sealable().reveal()
    #expect(!sealed.contains("ecreate"))
  }

  @Test func `services that did not change are known, whatever waits for them and however many there are`() {
    let web: JSONValue = ["image": "1", "depends_on": ["db-1": [:]], "deploy": ["replicas": 2]]
    let scaled: JSONValue = ["image": "1", "depends_on": ["db-2": [:]], "deploy": ["replicas": 3]]
    let before = Self.file(["web": web, "db": ["image": "1"], "gone": ["image": "1"]])
    let after = Self.file(["web": scaled, "db": ["image": "2"], "new": ["image": "1"]])
    #expect(StackDifference.unchanged(from: before, to: after) == ["web"])
    #expect(StackDifference.unchanged(from: nil, to: after).isEmpty)
    #expect(StackDifference.unchanged(from: Self.file(["web": web], kind: .stack), to: after).isEmpty)
  }

  @Test func `a stack is not watched without end when Docker never answers`() async throws {
    try await EngineFixture.with { fixture in
      let place = try StackPlace(fixture.engine, try fixture.engine.thisMachine(), ID("none"), appName: "shop")
      var times = ReleaseTimes(start: .milliseconds(200), monitor: .milliseconds(100))
      times.poll = .milliseconds(20)
      let gate = StackGate(
        runner: ComposeRunner(place: place), file: Self.file(["web": ["image": "x"]]),
        look: StackLook(wishes: [:], began: Date()), times: times, log: nil)
      let problem = await #expect(throws: StackProblem.self) { try await gate.wait() }
      #expect(problem?.summary.contains("Docker has not answered") == true)
    }
  }

  @Test func `variables that the images read from files are known by them`() {
    let found = ComposeServer.files(in: [
      "POSTGRES_PASSWORD_FILE": "/run/secrets/pw", "MYSQL_ROOT_PASSWORD_FILE": "/run/secrets/root",
      "MYSQL_ROOT_PASSWORD": "typed", "MONGO_INITDB_ROOT_PASSWORD_FILE": "relative", "OTHER_FILE": "/etc/shadow",
    ])
    #expect(found.map(\.name) == ["POSTGRES_PASSWORD"] && found.map(\.path) == ["/run/secrets/pw"])
  }

  @Test func `folders that a stack writes to are called as in its file`() throws {
    let folders = DataFolders(root: "/data")
    func mount(_ source: String, isReadOnly: Bool = false) -> JSONValue {
      ["type": "bind", "source": .string(source), "target": "/x", "read_only": .bool(isReadOnly)]
    }
    let root = "/data/stacks/shop/files"
    let file = Self.file([
      "a": [
        "image": "x", "volumes": [mount(root + "/data"), mount("/srv/x"), mount(root + "/conf", isReadOnly: true)],
      ],
      "b": ["image": "x", "volumes": [mount(root), mount(root + "/data")]],
    ])
    #expect(StackDataFolder.names(in: file, folders, appName: "shop") == ["./", "./data"])
    let own = StackFolders(folders, appName: "shop")
    #expect(StackDataFolder("./data", of: own).path == root + "/data")
    #expect(StackDataFolder("./", of: own).path == root)
    #expect(ObjectKey.part(of: "./a/b") == "a-b" && ObjectKey.part(of: "shop_data") == "shop_data")
    #expect(StackDataFolder.isName("./data") && !StackDataFolder.isName("data"))
  }

  @Test func `a folder's archive has the form of a volume's, and comes back with links and owners as they are`()
    async throws
  {
    try await EngineFixture.with { fixture in
      let host = try fixture.engine.hosts.thisMachine()
      let own = StackFolders(fixture.engine.folders, appName: "shop")
      let folder = StackDataFolder("./data", of: own)
      #expect(try await !folder.isPresent(on: host))
      try await host.files.makeDirectory(folder.path + "/sub", mode: 0o750)
      try await host.files.write("kept", to: folder.path + "/sub/a", mode: 0o640)
      try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "../data/sub/a")
      #expect(try await folder.isPresent(on: host))
      let target = own.restoring
      try await host.files.makeDirectory(target)
      let measure = try await host.stream(
        Pipeline([folder.reading], into: StackDataFolder.writing(to: target), what: "The copy", approve: { _ in }),
        output: nil)
      #expect(measure.endsAsTar)
      #expect(try await host.files.list(target) == ["data"])
      #expect(try await host.files.readText(target + "/data/sub/a") == "kept")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: target + "/data/link") == "../data/sub/a")
      try await host.files.remove(folder.path)
      try FileManager.default.createSymbolicLink(atPath: folder.path, withDestinationPath: "/etc")
      await #expect(throws: SlipwayError.self) { _ = try await folder.isPresent(on: host) }
    }
  }

  @Test func `an external volume that the server's owner allowed is the organisation's from then on`() async throws {
    try await FakeDocker.with { request in
      switch request.path {
      case "/volumes/theirs", "/volumes/shop_v":
        .init(200, #"{"Name": "\#(request.path.dropFirst(9))", "Labels": null}"#)
      default: nil
      }
    } _: { fake, client in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let stack = ComposeStack(
          organizationID: fixture.application.organizationID, environmentID: fixture.application.environmentID,
          name: "shop", appName: "shop", createdAt: Date())
        let guardian = StackGuard(
          engine: fixture.engine, host: try fixture.engine.hosts.thisMachine(), stack: stack)
        func file(_ volume: JSONValue) -> StackFile {
          var file = Self.file([
            "db": ["image": "x", "volumes": [["type": "volume", "source": "v", "target": "/v"]]]
          ])
          file.model["volumes"] = ["v": volume]
          return file
        }
        let theirs = file(["name": "theirs", "external": true])
        await #expect(throws: SlipwayError.self) { try await guardian.check(theirs) }
        var leave = stack
        leave.settings.allowedDangers = StackJudge(fixture.engine, stack).dangers(in: theirs).map(\.digest)
        try await StackGuard(engine: fixture.engine, host: guardian.host, stack: leave).check(theirs)
        let volumes = VolumeGuard(engine: fixture.engine, docker: client, organization: stack.organizationID)
        #expect(try await volumes.check("theirs") != nil, "what a stack mounts can be backed up")
        let error = await #expect(throws: SlipwayError.self) {
          try await guardian.check(file(["name": "shop_v"]))
        }
        #expect(error?.message.contains("was not made for this organisation") == true)
      }
    }
  }

  @Test func `a stack that cannot be read does not keep the others from being mended`() async throws {
    try await FakeDocker.with { request in
      request.path == "/containers/json" || request.path == "/services" ? .init(200, "[]") : nil
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        for (name, spec) in [("a", "no file"), ("b", try Self.file(["web": ["image": "x"]]).sealable().reveal())] {
          let stack = ComposeStack(
            organizationID: fixture.application.organizationID, environmentID: fixture.application.environmentID,
            name: name, appName: name, createdAt: Date())
          let deployment = Deployment(
            organizationID: stack.organizationID, deployableID: stack.id, createdAt: Date())
          let release = Release(
            id: ID(name), organizationID: stack.organizationID, deployableID: stack.id,
            deploymentID: deployment.id, state: .current, serviceName: name, imageReference: name, imageIdentity: "",
            spec: Secret(spec), createdAt: Date())
          try await fixture.engine.store.write { tx in
            try tx.composeStacks.insert(stack)
            try tx.deployments.insert(deployment)
            _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Date())
            _ = try tx.deployments.finish(deployment.id, status: .done, errorMessage: nil, evidence: nil, now: Date())
            try tx.releases.insert(release)
          }
        }
        #expect(try await StackCaretaker(fixture.engine).runOnce() == 1)
      }
    }
  }
}
