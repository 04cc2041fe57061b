import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayProcedures

/// A Swarm of a manager, which Slipway works on, and two workers, one of which is down.
@Suite struct ClusterProceduresTests {
  /// What the engine was told of its nodes.
  private final class Swarm: Sendable {
    struct State {
      var availability = ["own": "active", "w1": "active", "w2": "active"]
      var roles = ["own": "manager", "w1": "worker", "w2": "worker"]
      var labels: [String: [String: String]] = ["w1": ["disk": "ssd"]]
      var removed: Set<String> = []
      var address = "10.0.0.1:2377"
      var service = ""
      var conflicts = 0
      var isManager = true
    }
    let state = Mutex(State())

    func change(_ body: @Sendable (inout State) -> Void) { state.withLock { body(&$0) } }
  }

  private static func with(_ body: (TestCall, FakeDocker, Swarm) async throws -> Void) async throws {
    let swarm = Swarm()
    try await FakeDocker.with({ request in swarm.state.withLock { answer(request, &$0) } }) { fake, client in
      let test = try await TestCall.make(host: FakeHost(docker: client))
      swarm.change { $0.service = test.acme.application.id.rawValue }
      try await body(test, fake, swarm)
    }
  }

  private static func answer(_ request: FakeDocker.Request, _ state: inout Swarm.State) -> FakeDocker.Answer? {
    let parts = request.path.split(separator: "/").map(String.init)
    switch (request.method, parts.first ?? "", parts.count) {
    case ("GET", "info", 1):
      return .init(
        200,
        state.isManager
          ? #"{"ServerVersion": "20.10.24", "Swarm": {"NodeID": "own", "NodeAddr": "10.0.0.1", "LocalNodeState": "active", "ControlAvailable": true, "Nodes": 3}}"#
          : #"{"Swarm": {"LocalNodeState": "inactive"}}"#)
    case ("GET", "nodes", 1):
      let all = ["own", "w1", "w2"].filter { !state.removed.contains($0) }.map { node($0, state) }
      return .init(200, "[\(all.joined(separator: ","))]")
    case ("GET", "nodes", 2):
      guard state.roles[parts[1]] != nil, !state.removed.contains(parts[1]) else { return nil }
      return .init(200, node(parts[1], state))
    case ("POST", "nodes", 3): return update(parts[1], request, &state)
    case ("DELETE", "nodes", 2):
      state.removed.insert(parts[1])
      return .init(200)
    case ("GET", "services", 1): return .init(200, services(state))
    case ("GET", "tasks", 1): return .init(200, tasks(state, of: request.query["filters"] ?? ""))
    case ("GET", "swarm", 1):
      return .init(
        200,
        #"{"ID": "s", "Version": {"Index": 4}, "Spec": {"Name": "default", "Raft": {"ElectionTick": 10}}, "JoinTokens": {"Worker": "SWMTKN-worker-canary", "Manager": "SWMTKN-manager-canary"}}"#
      )
    case ("POST", "swarm", 2): return .init(200)
    default: return nil
    }
  }

  private static func node(_ id: String, _ state: Swarm.State) -> String {
    let labels = (state.labels[id] ?? [:]).map { #""\#($0.key)": "\#($0.value)""# }.sorted().joined(separator: ",")
    let manager =
      id == "own"
      ? #", "ManagerStatus": {"Leader": true, "Reachability": "reachable", "Addr": "\#(state.address)"}"# : ""
    return
      #"{"ID": "\#(id)", "Version": {"Index": 7}, "Spec": {"Labels": {\#(labels)}, "Role": "\#(state.roles[id] ?? "")", "Availability": "\#(state.availability[id] ?? "")"}, "Description": {"Hostname": "host-\#(id)", "Platform": {"Architecture": "x86_64", "OS": "linux"}, "Resources": {"NanoCPUs": 2000000000, "MemoryBytes": 1073741824}, "Engine": {"EngineVersion": "20.10.24"}}, "Status": {"State": "\#(id == "w2" ? "down" : "ready")", "Addr": "10.0.0.\#(id == "own" ? 1 : 2)"}\#(manager)}"#
  }

  private static func update(
    _ id: String, _ request: FakeDocker.Request, _ state: inout Swarm.State
  ) -> FakeDocker.Answer {
    if state.conflicts > 0 {
      state.conflicts -= 1
      return .init(500, #"{"message": "rpc error: update out of sequence"}"#)
    }
    guard let wanted = try? JSONDecoder().decode(DockerNode.Wanted.self, from: request.body) else {
      return .init(400)
    }
    state.availability[id] = wanted.Availability.rawValue
    state.roles[id] = wanted.Role.rawValue
    state.labels[id] = wanted.Labels ?? [:]
    return .init(200)
  }

  /// `web` runs anywhere, `held` on the first worker only.
  private static func services(_ state: Swarm.State) -> String {
    let label = #""slipway.instance": "slipway", "slipway.deployable": "\#(state.service)""#
    func service(_ id: String, _ labels: String, _ placement: String) -> String {
      #"{"ID": "\#(id)", "Version": {"Index": 1}, "Spec": {"Name": "\#(id)", "Labels": {\#(labels)}, "Mode": {"Replicated": {"Replicas": 2}}, "TaskTemplate": {"ContainerSpec": {"Image": "nginx:1@sha256:1"}\#(placement)}}, "ServiceStatus": {"RunningTasks": 1, "DesiredTasks": 2}}"#
    }
    return
      "[\(service("web", label, "")), \(service("held", label, #", "Placement": {"Constraints": ["node.id==w1"]}"#)), \(service("slipway-traefik", #""slipway.instance": "slipway", "slipway.role": "proxy""#, ""))]"
  }

  private static func tasks(_ state: Swarm.State, of filters: String) -> String {
    func task(_ id: String, _ service: String, _ node: String, _ status: String = "running") -> String {
      #"{"ID": "\#(id)", "ServiceID": "\#(service)", "NodeID": "\#(node)", "Slot": 1, "DesiredState": "running", "Spec": {"ContainerSpec": {"Image": "nginx:1", "Labels": {"slipway.instance": "slipway", "slipway.deployable": "\#(state.service)"}}}, "Status": {"State": "\#(status)", "ContainerStatus": {"ContainerID": "c-\#(id)"}}}"#
    }
    if filters.contains("node") {
      let isIdle = state.availability["w1"] == "drain"
      return isIdle ? "[]" : "[\(task("t1", "web", "w1"))]"
    }
    return
      "[\(task("t0", "web", "own")), \(task("t1", "web", "w1")), \(task("t2", "held", "w1")), \(task("t3", "web", "", "pending")), \(task("t4", "gone", "w1"))]"
  }

  private static let owned: [(String, JSONValue)] = [
    ("cluster.getNodes", [:]), ("cluster.layout", [:]), ("cluster.addWorker", [:]), ("cluster.addManager", [:]),
    ("cluster.removeWorker", ["nodeId": "w2"]), ("cluster.rotateJoinToken", ["role": "worker"]),
    ("cluster.setAvailability", ["nodeId": "w1", "availability": "pause"]),
    ("cluster.setRole", ["nodeId": "w1", "role": "manager"]), ("cluster.setLabels", ["nodeId": "w1", "labels": [:]]),
    ("swarm.getNodes", [:]), ("swarm.getNodeInfo", ["nodeId": "w1"]), ("swarm.getNodeApps", [:]),
    ("swarm.getAppInfos", ["appName": ["web"]]), ("swarm.getContainerStats", [:]),
  ]

  @Test func `only the server's owner has to do with the nodes`() async throws {
    try await Self.with { test, fake, _ in
      for (name, input) in Self.owned {
        for caller in [test.acme.caller(.admin), test.acme.caller(.member), test.other.caller(.owner)] {
          let answer = await test.answer(name, input, as: caller)
          #expect(answer.code == .forbidden, "\(name): \(answer.text)")
        }
      }
      #expect(fake.requests.isEmpty)
    }
  }

  @Test func `the layout tells what runs on which node, and what waits for one`() async throws {
    try await Self.with { test, _, _ in
      let answer = await test.answer("cluster.layout", as: test.acme.caller())
      let nodes = try #require(answer.body["nodes"]?.arrayValue)
      #expect(nodes.map { $0["hostname"]?.stringValue } == ["host-own", "host-w1", "host-w2"])
      #expect(nodes[0]["isOwn"] == true && nodes[0]["isLeader"] == true && nodes[2]["state"] == "down")
      #expect(nodes[1]["labels"] == ["disk": "ssd"] && nodes[1]["cpus"] == 2)
      let tasks = nodes[1]["tasks"]?.arrayValue ?? []
      #expect(
        tasks.map { $0["service"]?.stringValue } == ["held", "web"], "a task of a service that is gone is none")
      #expect(tasks.map { $0["isBound"] } == [true, false])
      #expect(tasks[0]["owner"]?["serviceName"]?.stringValue == test.acme.application.name)
      #expect(answer.body["waiting"]?.arrayValue?.map { $0["taskId"] } == ["t3"])
      #expect(answer.body["address"] == "10.0.0.1")
    }
  }

  @Test func `the words of published clients`() async throws {
    try await Self.with { test, _, _ in
      let owner = test.acme.caller()
      let raw = await test.answer("cluster.getNodes", as: owner)
      #expect(raw.body.arrayValue?.first?["Description"]?["Engine"]?["EngineVersion"] == "20.10.24")
      let rows = await test.answer("swarm.getNodes", as: owner)
      #expect(
        rows.body.arrayValue?.first?["ManagerStatus"] == "Leader" && rows.body.arrayValue?.first?["Self"] == true)
      #expect(rows.body.arrayValue?.last?["Status"] == "Down")
      let apps = await test.answer("swarm.getNodeApps", as: owner)
      #expect(apps.body.arrayValue?.map { $0["Name"]?.stringValue } == ["held", "web"])
      #expect(apps.body.arrayValue?.first?["Replicas"] == "1/2" && apps.body.arrayValue?.first?["Image"] == "nginx:1")
      let infos = await test.answer("swarm.getAppInfos", ["appName": ["web"]], as: owner)
      #expect(
        infos.body.arrayValue?.first?["CurrentState"]?.stringValue?.hasPrefix("Running") == true, "\(infos.text)")
      let one = await test.answer("swarm.getNodeInfo", ["nodeId": "w1"], as: owner)
      #expect(one.body["Spec"]?["Labels"] == ["disk": "ssd"])
      let none = await test.answer("swarm.getNodeInfo", ["nodeId": "../info"], as: owner)
      #expect(none.code == .badRequest || none.code == .notFound)
    }
  }

  @Test func `the join command is told, and that it was told is in the audit trail`() async throws {
    try await Self.with { test, fake, swarm in
      let owner = test.acme.caller()
      let worker = await test.answer("cluster.addWorker", as: owner)
      #expect(worker.body["command"] == "docker swarm join --token SWMTKN-worker-canary 10.0.0.1:2377")
      #expect(worker.body["version"] == "20.10.24")
      let manager = await test.answer("cluster.addManager", as: owner)
      #expect(manager.text.contains("SWMTKN-manager-canary"))
      let trail = try await test.store.read { try $0.audit.all(in: test.acme.organization.id, limit: 5) }
      #expect(trail.map(\.action).contains("cluster.addWorker") && trail.map(\.action).contains("cluster.addManager"))
      #expect(!"\(trail)".contains("canary"))
      swarm.change { $0.address = "127.0.0.1:2377" }
      let lonely = await test.answer("cluster.addWorker", as: owner)
      #expect(lonely.code == .preconditionFailed && lonely.text.contains("no other machine reaches"))
      #expect(await test.answer("cluster.rotateJoinToken", ["role": "manager"], as: owner).isOK)
      let rotation = try #require(fake.requests.first { $0.path == "/swarm/update" })
      #expect(rotation.query["rotateManagerToken"] == "true" && rotation.query["version"] == "4")
      #expect(String(decoding: rotation.body, as: UTF8.self).contains("ElectionTick"))
    }
  }

  @Test func `what would stop is said before a node is drained or removed`() async throws {
    try await Self.with { test, fake, swarm in
      let owner = test.acme.caller()
      let drain: JSONValue = ["nodeId": "w1", "availability": "drain"]
      let refused = await test.answer("cluster.setAvailability", drain, as: owner)
      #expect(refused.code == .conflict && refused.text.contains(test.acme.application.name), "\(refused.text)")
      let removal = await test.answer("cluster.removeWorker", ["nodeId": "w1"], as: owner)
      #expect(removal.code == .conflict && removal.text.contains(test.acme.application.name))
      #expect(!fake.requests.contains { $0.method != "GET" })
      swarm.change { $0.conflicts = 2 }
      let forced = await test.answer(
        "cluster.setAvailability", ["nodeId": "w1", "availability": "drain", "force": true], as: owner)
      #expect(forced.isOK && forced.body["availability"] == "drain", "\(forced.text)")
      #expect(forced.body["labels"] == ["disk": "ssd"], "an update replaces all: what was there stays")
      let removed = await test.answer("cluster.removeWorker", ["nodeId": "w1", "force": true], as: owner)
      #expect(removed.isOK && removed.body["hostname"] == "host-w1", "\(removed.text)")
      let last = try #require(fake.requests.last { $0.method == "DELETE" })
      #expect(last.path == "/nodes/w1" && last.query["force"] == "true")
    }
  }

  @Test func `a node that is down is removed at once`() async throws {
    try await Self.with { test, fake, _ in
      let removed = await test.answer("cluster.removeWorker", ["nodeId": "w2"], as: test.acme.caller())
      #expect(removed.isOK, "\(removed.text)")
      #expect(!fake.requests.contains { $0.method == "POST" })
    }
  }

  @Test func `the node that Slipway works on stays a manager with tasks`() async throws {
    try await Self.with { test, fake, _ in
      let owner = test.acme.caller()
      for (name, input) in [
        ("cluster.removeWorker", ["nodeId": "own", "force": true] as JSONValue),
        ("cluster.setRole", ["nodeId": "own", "role": "worker"]),
        ("cluster.setAvailability", ["nodeId": "own", "availability": "drain", "force": true]),
      ] {
        let answer = await test.answer(name, input, as: owner)
        #expect(answer.code == .conflict && answer.text.contains("host-own"), "\(name): \(answer.text)")
      }
      let manager = await test.answer("cluster.setRole", ["nodeId": "w1", "role": "manager"], as: owner)
      #expect(manager.body["role"] == "manager", "\(manager.text)")
      let removal = await test.answer("cluster.removeWorker", ["nodeId": "w1", "force": true], as: owner)
      #expect(removal.code == .conflict && removal.text.contains("demote it first"))
      let unknown = await test.answer("cluster.setRole", ["nodeId": "host-w1", "role": "manager"], as: owner)
      #expect(unknown.code == .notFound)
      #expect(!fake.requests.contains { $0.method == "DELETE" })
    }
  }

  @Test func `labels that are none name the field and change nothing`() async throws {
    try await Self.with { test, fake, _ in
      let owner = test.acme.caller()
      for labels: JSONValue in [["a b": "1"], ["": "1"], ["a": "1\n2"], ["ä": ""]] {
        let answer = await test.answer("cluster.setLabels", ["nodeId": "w1", "labels": labels], as: owner)
        #expect(answer.code == .badRequest && answer.text.contains("labels"), "\(answer.text)")
      }
      #expect(!fake.requests.contains { $0.method == "POST" })
      let saved = await test.answer(
        "cluster.setLabels", ["nodeId": "w1", "labels": ["zone": "b", "disk.kind": ""]], as: owner)
      #expect(saved.body["labels"] == ["zone": "b", "disk.kind": ""], "\(saved.text)")
    }
  }

  @Test func `without a Swarm it is said how to begin one`() async throws {
    try await Self.with { test, _, swarm in
      swarm.change { $0.isManager = false }
      for (name, input) in Self.owned where !name.contains("ContainerStats") {
        let answer = await test.answer(name, input, as: test.acme.caller())
        #expect(
          answer.code == .preconditionFailed && answer.text.contains("docker swarm init"), "\(name): \(answer.text)")
      }
    }
  }

  @Test func `a container on another node is named as such to whoever may know of it`() async throws {
    try await Self.with { test, _, _ in
      let input: JSONValue = ["containerId": "c-t1"]
      let own = await test.answer("docker.getConfig", input, as: test.acme.caller(.member))
      #expect(own.code == .preconditionFailed && own.text.contains("host-w1"), "\(own.text)")
      let foreign = await test.answer("docker.getConfig", input, as: test.other.caller())
      #expect(foreign.code == .notFound, "\(foreign.text)")
    }
  }
}
