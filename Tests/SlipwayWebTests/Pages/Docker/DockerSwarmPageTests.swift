import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayProcedures
import SlipwayTesting
import Testing

@testable import SlipwayWeb

/// The page of the Swarm's nodes, through the real router.
@Suite struct DockerSwarmPageTests {
  private static func with(
    isManager: Bool = true, _ body: (Dashboard, FakeDocker) async throws -> Void
  ) async throws {
    try await FakeDocker.with({ answer($0, isManager) }) { fake, client in
      try await body(try await Dashboard.make(host: FakeHost(docker: client)), fake)
    }
  }

  private static func answer(_ request: FakeDocker.Request, _ isManager: Bool) -> FakeDocker.Answer? {
    switch (request.method, request.path) {
    case ("GET", "/info"):
      .init(
        200,
        #"{"ServerVersion": "20.10.24", "Swarm": {"NodeID": "own", "NodeAddr": "10.0.0.1", "LocalNodeState": "\#(isManager ? "active" : "inactive")", "ControlAvailable": \#(isManager), "Nodes": 2}}"#
      )
    case ("GET", "/nodes"): .init(200, "[\(node("own", "manager")), \(node("w1", "worker"))]")
    case ("GET", "/nodes/own"): .init(200, node("own", "manager"))
    case ("GET", "/nodes/w1"): .init(200, node("w1", "worker"))
    case ("POST", "/nodes/w1/update"): .init(200)
    case ("GET", "/services"):
      .init(
        200,
        #"[{"ID": "s", "Version": {"Index": 1}, "Spec": {"Name": "shop-db", "TaskTemplate": {"ContainerSpec": {"Image": "postgres"}, "Placement": {"Constraints": ["node.id==w1"]}}}}]"#
      )
    case ("GET", "/tasks"):
      .init(
        200,
        #"[{"ID": "t1", "ServiceID": "s", "NodeID": "w1", "Slot": 1, "DesiredState": "running", "Status": {"State": "running"}}, {"ID": "t2", "ServiceID": "s", "Slot": 2, "DesiredState": "running", "Status": {"State": "pending", "Err": "no suitable node"}}]"#
      )
    case ("GET", "/swarm"):
      .init(
        200,
        #"{"ID": "s", "Version": {"Index": 4}, "Spec": {}, "JoinTokens": {"Worker": "SWMTKN-worker", "Manager": "SWMTKN-manager"}}"#
      )
    default: nil
    }
  }

  private static func node(_ id: String, _ role: String) -> String {
    let manager =
      role == "manager"
      ? #", "ManagerStatus": {"Leader": true, "Reachability": "reachable", "Addr": "10.0.0.1:2377"}"# : ""
    return
      #"{"ID": "\#(id)", "Version": {"Index": 7}, "Spec": {"Labels": {"disk": "ssd"}, "Role": "\#(role)", "Availability": "active"}, "Description": {"Hostname": "host-\#(id)", "Platform": {"Architecture": "x86_64", "OS": "linux"}, "Resources": {"NanoCPUs": 2000000000, "MemoryBytes": 1073741824}, "Engine": {"EngineVersion": "20.10.24"}}, "Status": {"State": "ready", "Addr": "10.0.0.2"}\#(manager)}"#
  }

  @Test func `nodes, what runs there, and what no node takes`() async throws {
    try await Self.with { dashboard, _ in
      let page = try await dashboard.markup("/docker/swarm")
      #expect(page.problems.isEmpty, "\(page.problems)")
      for words in [
        "host-own", "Manager, leader", "Slipway works here", "host-w1", "disk=ssd", "2 processors",
        "on this node only",
        "No node takes these", "no suitable node", "2 nodes, of which 1 manager",
      ] { #expect(page.text.contains(words), "\(words)") }
      #expect(!page.text.contains("SWMTKN"))
    }
  }

  @Test func `the command is shown to whoever asks for it`() async throws {
    try await Self.with { dashboard, _ in
      let worker = try await dashboard.markup("/docker/swarm?join=worker")
      #expect(worker.problems.isEmpty, "\(worker.problems)")
      #expect(worker.text.contains("docker swarm join --token SWMTKN-worker 10.0.0.1:2377"))
      #expect(worker.text.contains("2377/tcp") && worker.text.contains("4789/udp"))
      let manager = try await dashboard.markup("/docker/swarm?join=manager")
      #expect(manager.text.contains("SWMTKN-manager") && !manager.text.contains("SWMTKN-worker"))
    }
  }

  @Test(arguments: ["drain", "remove"])
  func `what would stop is said before`(what: String) async throws {
    try await Self.with { dashboard, _ in
      let page = try await dashboard.markup("/docker/swarm?open=\(what)-w1")
      #expect(page.problems.isEmpty, "\(page.problems)")
      #expect(page.text.contains("shop-db: stops, as it may run on this node only"))
    }
  }

  @Test func `labels are typed one a line, and a line that is none is refused in its dialog`() async throws {
    try await Self.with { dashboard, fake in
      let fields = [("_form", "labels-w1"), ("_back", "/docker/swarm"), ("nodeId", "w1")]
      let saved = try await dashboard.post("/forms/save-node-labels", fields + [("labels", "zone = b\n\nquiet")])
      #expect(saved.status == 303, "\(saved.text)")
      let update = try #require(fake.requests.last { $0.method == "POST" })
      let body = try JSONDecoder().decode(JSONValue.self, from: update.body)
      #expect(body["Labels"] == ["zone": "b", "quiet": ""] && body["Role"] == "worker")
      let refused = try await dashboard.post("/forms/save-node-labels", fields + [("labels", "a b=1")])
      #expect(refused.status == 400 || refused.status == 422, "\(refused.status)")
      #expect(Markup(refused.text).text.contains("Labels of host-w1"), "\(refused.text)")
    }
  }

  @Test func `without a Swarm the page says how to begin one`() async throws {
    try await Self.with(isManager: false) { dashboard, _ in
      let page = try await dashboard.markup("/docker/swarm")
      #expect(page.problems.isEmpty && page.text.contains("docker swarm init"))
    }
  }
}
