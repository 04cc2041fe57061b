import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayProcedures

/// What somebody may see and do on a Docker Engine that has things of two organisations and of nobody.
@Suite struct DockerProceduresTests {
  /// Fills in whose containers they are.
  private final class Names: Sendable {
    let ids = Mutex(("", ""))
  }

  private static func with(_ body: (TestCall, FakeDocker) async throws -> Void) async throws {
    let names = Names()
    try await FakeDocker.with({ request in
      let (own, foreign) = names.ids.withLock { $0 }
      return answer(request, own, foreign)
    }) { fake, client in
      // The first organisation's server has the same on its engine.
      let test = try await TestCall.make(host: FakeHost(docker: client)).reaching(FakeHost(docker: client))
      names.ids.withLock { $0 = (test.acme.application.id.rawValue, test.other.application.id.rawValue) }
      try await body(test, fake)
    }
  }

  private static func answer(_ request: FakeDocker.Request, _ own: String, _ foreign: String) -> FakeDocker.Answer? {
    let owners = ["own": own, "foreign": foreign, "hand": ""]
    let parts = request.path.split(separator: "/").map(String.init)
    switch (request.method, parts.first ?? "", parts.count) {
    case ("GET", "containers", 2):
      return FakeDocker.Answer(
        200,
        "["
          + owners.sorted { $0.key < $1.key }.map { name, id in
            #"{"Id": "\#(name)", "Names": ["/\#(name)"], "Image": "nginx:1", "ImageID": "sha256:used", "State": "running", "Labels": \#(labels(id))}"#
          }.joined(separator: ",") + "]")
    case ("GET", "containers", 3) where parts[2] == "json":
      guard let id = owners[parts[1]] else { return nil }
      return FakeDocker.Answer(
        200,
        #"{"Id": "\#(parts[1])", "State": {"Status": "running", "Running": true}, "Config": {"Env": ["A=canary"], "Labels": \#(labels(id))}}"#
      )
    case ("GET", "images", _):
      return FakeDocker.Answer(
        200,
        #"[{"Id": "sha256:used", "RepoTags": ["nginx:1"], "RepoDigests": ["nginx@sha256:1"]}, {"Id": "sha256:aaaaaaaaaaaaaaaa", "RepoTags": ["slipway/acme-web-abc123:d-0"], "Labels": {"slipway.instance": "slipway", "slipway.deployable": "\#(own)"}}, {"Id": "sha256:bbbbbbbbbbbbbbbb", "RepoTags": ["redis:7"], "RepoDigests": ["redis@sha256:2"]}]"#
      )
    case ("GET", "services", _): return FakeDocker.Answer(200, "[]")
    case ("GET", "volumes", 1):
      return FakeDocker.Answer(
        200,
        #"{"Volumes": [{"Name": "acme-data", "Labels": {"slipway.instance": "slipway", "slipway.organization": "x"}}, {"Name": "loose"}]}"#
      )
    case ("GET", "networks", 1):
      return FakeDocker.Answer(200, #"[{"Id": "n", "Name": "byhand", "Driver": "bridge"}]"#)
    case ("POST", "networks", 2): return FakeDocker.Answer(201, #"{"Id": "fresh"}"#)
    case ("POST", "containers", 3), ("DELETE", _, _): return FakeDocker.Answer(204)
    default: return nil
    }
  }

  private static func labels(_ id: String) -> String {
    id.isEmpty ? "{}" : #"{"slipway.instance": "slipway", "slipway.deployable": "\#(id)"}"#
  }

  @Test func `members see their organization's containers, the server's owner every one`() async throws {
    try await Self.with { test, _ in
      for (caller, seen) in [
        (test.acme.caller(.member), ["own"]), (test.acme.caller(.admin), ["own"]), (test.other.caller(), ["foreign"]),
        (test.acme.caller(.owner), ["foreign", "hand", "own"]),
      ] {
        let answer = await test.answer("docker.getContainers", as: caller)
        #expect(answer.body.arrayValue?.compactMap { $0["name"]?.stringValue } == seen)
      }
    }
  }

  @Test func `all on a server is theirs who may change it, and nobody else knows of it`() async throws {
    try await Self.with { test, fake in
      let server = JSONValue.string(test.acme.server.id.rawValue)
      let early = await test.answer("docker.getContainers", ["serverId": server], as: test.acme.caller())
      #expect(early.code == .preconditionFailed && early.message.contains("disabled"), "\(early.text)")
      try await test.enable(test.acme.server, of: test.acme)
      for (caller, seen) in [
        (test.acme.caller(.member), ["own"]), (test.acme.caller(.admin), ["foreign", "hand", "own"]),
        (test.acme.caller(.owner), ["foreign", "hand", "own"]),
      ] {
        let answer = await test.answer("docker.getContainers", ["serverId": server], as: caller)
        #expect(answer.body.arrayValue?.compactMap { $0["name"]?.stringValue } == seen)
        #expect(answer.body.arrayValue?.allSatisfy { $0["serverId"] == server } == true)
      }
      let hand: JSONValue = ["serverId": server, "containerId": "hand"]
      #expect(await test.answer("docker.getConfig", hand, as: test.acme.caller(.member)).code == .notFound)
      #expect(await test.answer("docker.restartContainer", hand, as: test.acme.caller(.member)).code == .forbidden)
      #expect(await test.answer("docker.restartContainer", hand, as: test.acme.caller(.admin)).isOK)
      #expect(fake.requests.contains { $0.method == "POST" && $0.path == "/containers/hand/restart" })
      for name in [
        "docker.getContainers", "dockerVolume.getVolumes", "network.present", "settings.cleanUnusedImages",
      ] {
        let answer = await test.answer(name, ["serverId": server], as: test.other.caller())
        #expect(answer.code == .notFound, "\(name): \(answer.text)")
      }
      let plan = await test.answer(
        "dockerDiskUsage.previewCleanUp", ["serverId": server], as: test.acme.caller(.member))
      #expect(plan.code == .forbidden)
      let network = await test.answer(
        "network.create", ["name": "backend", "serverId": server], as: test.acme.caller())
      #expect(network.code == .badRequest && network.fields == ["serverId"])
      #expect(await test.answer("network.all", ["serverId": server], as: test.acme.caller()).body == [])
    }
  }

  @Test func `nobody touches a container of somebody else, and members none at all`() async throws {
    try await Self.with { test, fake in
      for verb in ["start", "stop", "restart", "kill", "remove"] {
        let name = "docker.\(verb)Container"
        for (caller, container, code) in [
          (test.acme.caller(.member), "own", SlipwayError.Code.forbidden),
          (test.acme.caller(.admin), "hand", .notFound),
          (test.acme.caller(.admin), "foreign", .notFound), (test.other.caller(), "own", .notFound),
          (test.other.caller(), "hand", .notFound), (test.acme.caller(.admin), "nothing", .notFound),
        ] {
          let answer = await test.answer(name, ["containerId": .string(container)], as: caller)
          #expect(answer.code == code, "\(name) of \(container): \(answer.text)")
        }
        #expect(!fake.requests.contains { $0.method != "GET" })
      }
      let answer = await test.answer("docker.restartContainer", ["containerId": "own"], as: test.acme.caller(.admin))
      #expect(answer.isOK, "\(answer.text)")
      #expect(fake.requests.contains { $0.method == "POST" && $0.path == "/containers/own/restart" })
    }
  }

  @Test func `what Docker says of a container is without the values of its environment`() async throws {
    try await Self.with { test, _ in
      let answer = await test.answer("docker.getConfig", ["containerId": "own"], as: test.acme.caller(.member))
      #expect(answer.isOK)
      #expect(!answer.text.contains("canary"))
      #expect(answer.body["Config"]?["Env"] == [.string("A=\(Secret.mask)")])
    }
  }

  @Test func `an image that something needs stays, and one that nothing needs goes`() async throws {
    try await Self.with { test, fake in
      let owner = test.acme.caller(.owner)
      let used = await test.answer("dockerImage.removeImage", ["id": "nginx:1", "force": true], as: owner)
      #expect(used.code == .conflict)
      let foreign = await test.answer("dockerImage.removeImage", ["id": "redis:7"], as: test.other.caller())
      #expect(foreign.code == .notFound)
      let own = await test.answer(
        "dockerImage.removeImage", ["id": "slipway/acme-web-abc123:d-0"], as: test.acme.caller(.admin))
      #expect(own.isOK, "\(own.text)")
      #expect(fake.requests.contains { $0.method == "DELETE" && $0.path == "/images/slipway/acme-web-abc123:d-0" })
    }
  }

  @Test func `a volume that a service mounts stays, whoever asks`() async throws {
    try await Self.with { test, fake in
      let mounted = await test.answer(
        "dockerVolume.removeVolume", ["volumeName": "acme-data"], as: test.acme.caller(.owner))
      #expect(mounted.code == .conflict)
      let hidden = await test.answer(
        "dockerVolume.removeVolume", ["volumeName": "loose"], as: test.acme.caller(.admin))
      #expect(hidden.code == .notFound)
      #expect(!fake.requests.contains { $0.method == "DELETE" })
      let loose = await test.answer(
        "dockerVolume.removeVolume", ["volumeName": "loose"], as: test.acme.caller(.owner))
      #expect(loose.isOK, "\(loose.text)")
    }
  }

  @Test func `a network carries its organization's label, and its name is kept from others`() async throws {
    try await Self.with { test, fake in
      let made = await test.answer(
        "network.create", ["name": "backend", "internal": true, "mtu": 1400], as: test.other.caller(.admin))
      #expect(made.isOK, "\(made.text)")
      let body = try #require(fake.requests.first { $0.path == "/networks/create" }).body
      let sent = try JSONDecoder().decode(JSONValue.self, from: body)
      #expect(sent["Labels"]?["slipway.organization"]?.stringValue == test.other.organization.id.rawValue)
      #expect(sent["Internal"] == true)
      let again = await test.answer("network.create", ["name": "backend"], as: test.acme.caller(.admin))
      #expect(again.code == .conflict)
      for (name, field) in [("bridge", "name"), ("slipway-network", "name"), ("a b", "name"), ("-x", "name")] {
        let refused = await test.answer("network.create", ["name": .string(name)], as: test.acme.caller(.admin))
        #expect(refused.code == .badRequest && refused.fields == [field], "\(name): \(refused.text)")
      }
    }
  }

  @Test func `only the server's owner takes networks over that were made by hand`() async throws {
    try await Self.with { test, _ in
      let sync = await test.answer("network.networksToSync", as: test.acme.caller(.owner))
      #expect(sync.body["importable"] == ["byhand"])
      #expect(sync.body["missing"] == ["acme-shared"])
      let hidden = await test.answer("network.networksToSync", as: test.acme.caller(.admin))
      #expect(hidden.body["importable"] == [])
      let refused = await test.answer("network.import", ["names": ["byhand"]], as: test.acme.caller(.admin))
      #expect(refused.code == .forbidden)
      let taken = await test.answer("network.import", ["names": ["byhand", "nothing"]], as: test.acme.caller(.owner))
      #expect(taken.body["imported"] == 1)
      #expect(taken.body["errors"]?.arrayValue?.count == 1)
    }
  }

  @Test func `paths in containers lead nowhere else`() throws {
    for path in ["etc/passwd", "/a/../b", "", "/a\u{0}b", "/a\nb"] {
      #expect(throws: SlipwayError.self) { try ContainerPaths.check(path) }
    }
    #expect(try ContainerPaths.check("/etc/nginx/..conf") == "/etc/nginx/..conf")
  }

  @Test func `a range has as many addresses as containers can have`() {
    for (subnet, count) in [
      ("10.0.0.0/24", 254), ("10.0.0.0/30", 2), ("10.0.0.0/31", 0), ("fd00::/64", 0), ("nonsense", 0),
    ] {
      #expect(DockerGetServerHealth.capacity(of: subnet) == count, "\(subnet)")
    }
    #expect(DockerGetServerHealth.capacity(of: nil) == 0)
  }
}
