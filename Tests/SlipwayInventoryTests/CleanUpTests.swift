import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayInventory

/// What may go, by a Docker Engine that has these things.
@Suite struct CleanUpTests {
  private static let own = #"{"slipway.instance": "slipway"}"#
  private static let anonymous = String(repeating: "ab", count: 32)

  private static func images(_ images: [(id: String, tags: [String], digests: [String])]) -> String {
    let items = images.map { image in
      let (tags, digests) = ([image.tags, image.digests].map { $0.map { "\"\($0)\"" }.joined(separator: ",") }).pair
      return
        #"{"Id": "\#(image.id)", "RepoTags": [\#(tags)], "RepoDigests": [\#(digests)], "Size": 1000, "Created": 1, "Labels": \#(image.id == "sha256:old" ? own : "null")}"#
    }
    return "[\(items.joined(separator: ","))]"
  }

  private static let all = images([
    ("sha256:used", ["nginx:1"], ["nginx@sha256:1"]), ("sha256:back", ["slipway/web:d-1"], []),
    ("sha256:stack", ["slipway/web:d-1.api"], []), ("sha256:loose", ["redis:7"], ["redis@sha256:2"]),
    ("sha256:old", ["slipway/web:d-0"], []), ("sha256:mine", ["handmade:1"], []),
    ("sha256:both", ["busybox:1", "slipway/x:d-1.web"], []),
    ("sha256:elsewhere", ["slipway/of-another-installation:d-1"], []), ("sha256:nameless", [], []),
    ("sha256:stopped", ["mongo:6"], ["mongo@sha256:3"]), ("sha256:text", ["quay.io/x/y:2"], ["quay.io/x/y@sha256:4"]),
  ])

  private static let containers = """
    [{"Id": "r1", "Names": ["/web.1.x"], "Image": "nginx:1", "ImageID": "sha256:used", "State": "running"},
     {"Id": "e1", "Names": ["/web.1.old"], "Image": "nginx:1", "ImageID": "sha256:used", "State": "exited",
      "Labels": {"slipway.instance": "slipway", "com.docker.swarm.task.id": "t1"}},
     {"Id": "c1", "Names": ["/stack-db-1"], "Image": "nginx:1", "ImageID": "sha256:used", "State": "exited",
      "Labels": {"slipway.instance": "slipway", "slipway.deployable": "d", "com.docker.compose.project": "stack"}},
     {"Id": "h1", "Names": ["/by-hand"], "Image": "nginx:1", "ImageID": "sha256:used", "State": "exited"}]
    """

  private static let services = """
    [{"ID": "s", "Version": {"Index": 1}, "Spec": {"Name": "stopped", "TaskTemplate":
      {"ContainerSpec": {"Image": "mongo:6@sha256:3"}}}}]
    """

  private static let disk = """
    {"LayersSize": 9000, "Images": [{"Id": "sha256:loose", "Size": 1000, "SharedSize": 300, "Containers": 0}],
     "Containers": [{"Id": "e1", "State": "exited", "SizeRw": 12}], "Volumes": [],
     "BuildCache": [{"ID": "b1", "Size": 500, "InUse": false, "Shared": false}, {"ID": "b2", "Size": 70, "InUse": true}]}
    """

  private static func with(
    _ body: (TestCall, FakeDocker) async throws -> Void
  ) async throws {
    let volumes = """
      {"Volumes": [{"Name": "\(anonymous)", "Labels": null}, {"Name": "named-data", "Labels": {}}]}
      """
    try await FakeDocker.with({ request in
      switch (request.method, request.path) {
      case ("GET", "/images/json"): FakeDocker.Answer(200, all)
      case ("GET", "/containers/json"): FakeDocker.Answer(200, containers)
      case ("GET", "/services"): FakeDocker.Answer(200, services)
      case ("GET", "/volumes"): FakeDocker.Answer(200, volumes)
      case ("GET", "/system/df"): FakeDocker.Answer(200, disk)
      case ("POST", "/build/prune"): FakeDocker.Answer(200, #"{"SpaceReclaimed": 500}"#)
      case ("DELETE", "/images/redis:7"), ("DELETE", "/images/sha256:loose"):
        FakeDocker.Answer(409, #"{"message": "conflict: somebody uses it"}"#)
      case ("DELETE", _): FakeDocker.Answer(200, "[]")
      default: nil
      }
    }) { fake, client in
      try await body(try await TestCall.make(host: FakeHost(docker: client)), fake)
    }
  }

  @Test func `a plan has nothing that containers, stopped services or releases need, or that is nowhere else`()
    async throws
  {
    try await Self.with { test, _ in
      // A stack's images are named within its file.
      try await test.store.write { tx in
        var release = test.acme.release
        release.spec = Secret(#"{"file": "{\"services\":{\"x\":{\"image\":\"quay.io/x/y:2\"}}}"}"#)
        try tx.releases.update(release)
      }
      let plans = try await CleanUp(test.engine).plans()
      let items = { (part: CleanUp.Part) in plans.first { $0.part == part }?.items.map(\.id) ?? [] }
      #expect(items(.containers) == ["e1"])
      #expect(Set(items(.images)) == ["sha256:loose", "sha256:old", "sha256:nameless"])
      #expect(items(.volumes) == [Self.anonymous])
      #expect(items(.cache) == ["b1"])
      #expect(plans.first { $0.part == .images }?.bytes == 2700)
    }
  }

  @Test func `what was planned is taken away, and what Docker keeps is told`() async throws {
    try await Self.with { test, fake in
      let outcome = try await CleanUp(test.engine).run([
        .containers, .images, .cache,
      ])
      // The container, and all loose images but the one that somebody uses.
      #expect(outcome.removed == 4)
      #expect(outcome.problems.count == 1 && outcome.problems[0].contains("somebody uses it"))
      #expect(outcome.bytes >= 500)
      let removed = Set(fake.requests.filter { $0.method == "DELETE" }.map(\.path))
      #expect(!removed.contains { $0.contains("volumes") || $0.contains("h1") || $0.contains("c1") })
      #expect(!removed.contains { $0.contains("nginx") || $0.contains("mongo") || $0.contains("handmade") })
    }
  }

  @Test func `nothing is taken away while a job is at work`() async throws {
    try await Self.with { test, fake in
      try await test.store.write { tx in
        try tx.jobs.enqueue(
          Job(
            kind: "deploy", lane: "deployable:x", pool: "builds", arguments: "{}", availableAt: TestCall.now,
            createdAt: TestCall.now))
        _ = try tx.jobs.claim(
          ClaimRequest(owner: "w", pools: ["builds": 1], now: TestCall.now, leaseUntil: TestCall.now + 60))
      }
      let error = await #expect(throws: SlipwayError.self) {
        try await CleanUp(test.engine).run([.images])
      }
      #expect(error?.code == .conflict)
      #expect(!fake.requests.contains { $0.method == "DELETE" })
    }
  }
}

extension [String] {
  fileprivate var pair: (String, String) { (self[0], self[1]) }
}
