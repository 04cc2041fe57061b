import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Mounts, ports, deployments, rollbacks.
@Suite struct PartProceduresTests {
  private static func web(_ test: TestCall) -> JSONValue { .string(test.acme.application.id.rawValue) }

  private static func mount(
    _ name: String, _ fields: JSONValue, as who: Member.Role = .owner, code: SlipwayError.Code? = nil,
    contains: [String] = []
  ) -> Scenario {
    Scenario(name, "mounts.create", as: .role(who), code: code, contains: contains, changes: code == nil) { test in
      .object(fields.members.merging(["serviceId": web(test), "serviceType": "application"]) { $1 })
    }
  }

  private static func port(_ name: String, _ number: Int, code: SlipwayError.Code? = nil, contains: [String] = [])
    -> Scenario
  {
    Scenario(name, "port.create", code: code, contains: contains, changes: code == nil) { test in
      [
        "applicationId": web(test), "publishedPort": .integer(number), "targetPort": .integer(80),
        "publishMode": "ingress", "protocol": "tcp",
      ]
    }
  }

  static let scenarios: [Scenario] = [
    mount(
      "a volume", ["type": "volume", "volumeName": "files", "mountPath": "/files"],
      contains: [#""volumeName":"files""#]),
    mount(
      "a file", ["type": "file", "filePath": "etc/app.conf", "content": "key: canary", "mountPath": "/app.conf"],
      contains: [Secret.mask]),
    mount(
      "somebody else's volume", ["type": "volume", "volumeName": "other-data", "mountPath": "/x"], code: .conflict,
      contains: ["volumeName"]),
    mount(
      "a taken path", ["type": "volume", "volumeName": "files", "mountPath": "/data"], code: .conflict,
      contains: ["mountPath"]),
    mount(
      "a file outside", ["type": "file", "filePath": "../x", "content": "", "mountPath": "/x"], code: .badRequest,
      contains: ["filePath"]),
    mount(
      "an absolute file", ["type": "file", "filePath": "/etc/x", "content": "", "mountPath": "/x"], code: .badRequest,
      contains: ["filePath"]),
    mount(
      "a file that leaves", ["type": "file", "filePath": "a/../../x", "content": "", "mountPath": "/x"],
      code: .badRequest, contains: ["filePath"]),
    mount(
      "Docker's socket by an admin", ["type": "bind", "hostPath": "/var/run/docker.sock", "mountPath": "/s"],
      as: .admin, code: .forbidden, contains: ["hostPath"]),
    mount(
      "the root by an admin", ["type": "bind", "hostPath": "/", "mountPath": "/s"], as: .admin, code: .forbidden,
      contains: ["hostPath"]),
    mount(
      "/etc by an admin", ["type": "bind", "hostPath": "/etc", "mountPath": "/s"], as: .admin, code: .forbidden,
      contains: ["hostPath"]),
    mount("/etc by the owner", ["type": "bind", "hostPath": "/etc", "mountPath": "/s"]),
    mount(
      "a folder that nobody opened by an admin", ["type": "bind", "hostPath": "/srv/data", "mountPath": "/s"],
      as: .admin, code: .forbidden, contains: ["hostPath"]),
    mount(
      "/./etc by an admin", ["type": "bind", "hostPath": "/./etc", "mountPath": "/s"], as: .admin, code: .forbidden,
      contains: ["hostPath"]),
    mount(
      "the folder of Slipway's key by the owner",
      ["type": "bind", "hostPath": "/var/lib/./slipway//traefik/", "mountPath": "/s"], code: .badRequest,
      contains: ["hostPath"]),
    mount(
      "a parent of Slipway's folder by the owner", ["type": "bind", "hostPath": "/var/lib/.", "mountPath": "/s"],
      code: .badRequest, contains: ["hostPath"]),
    mount(
      "a path in its one spelling", ["type": "bind", "hostPath": "/srv//./data/", "mountPath": "/s/./x/"],
      contains: [#""hostPath":"/srv/data""#, #""mountPath":"/s/x""#]),
    Scenario("a stack's mount", "mounts.create", code: .badRequest, contains: ["serviceType"]) { test in
      ["type": "volume", "volumeName": "x", "mountPath": "/x", "serviceType": "compose", "serviceId": web(test)]
    },
    Scenario("a mount becomes a bind of the host by an admin", "mounts.update", as: .role(.admin), code: .forbidden) {
      test in
      ["mountId": .string(test.acme.mount.id.rawValue), "type": "bind", "hostPath": "/root/.ssh"]
    },
    Scenario("a mount's path", "mounts.update", contains: [#""mountPath":"/new""#], changes: true) { test in
      ["mountId": .string(test.acme.mount.id.rawValue), "mountPath": "/new"]
    },
    Scenario("a mount removed", "mounts.remove", changes: true) { test in
      ["mountId": .string(test.acme.mount.id.rawValue)]
    },
    Scenario("volumes by name", "mounts.allNamedByApplicationId", contains: [#""Name":"acme-data""#]) { test in
      ["applicationId": web(test)]
    },
    Scenario("mounts of a service", "mounts.listByServiceId", contains: ["acme-data"]) { test in
      ["serviceType": "application", "serviceId": web(test)]
    },
    port("a port", 25_000),
    port("SSH's port", 22, code: .badRequest, contains: ["publishedPort"]),
    port("the proxy's port", 80, code: .badRequest, contains: ["publishedPort"]),
    port("the proxy's other port", 443, code: .badRequest, contains: ["publishedPort"]),
    port("the Swarm's port", 2377, code: .badRequest, contains: ["publishedPort"]),
    port("the dashboard's port", 3000, code: .badRequest, contains: ["publishedPort"]),
    port("no port", 0, code: .badRequest, contains: ["publishedPort"]),
    port("somebody else's port", 20_002, code: .conflict, contains: ["publishedPort"]),
    Scenario("a port changed to the proxy's", "port.update", code: .badRequest, contains: ["publishedPort"]) { test in
      [
        "portId": .string(test.acme.port.id.rawValue), "publishedPort": .integer(443), "targetPort": .integer(80),
        "publishMode": "host", "protocol": "tcp",
      ]
    },
    Scenario("a port removed", "port.delete", changes: true) { test in ["portId": .string(test.acme.port.id.rawValue)]
    },
    Scenario("deployments", "deployment.all", contains: [#""status":"done""#, #""logPath""#]) { test in
      ["applicationId": web(test)]
    },
    Scenario(
      "deployments with what can be gone back to", "deployment.allByType",
      contains: [#""rollbackId""#, #""version":1"#]
    ) { test in
      ["id": web(test), "type": "application"]
    },
    Scenario("deployments of a stack", "deployment.allByType", code: .notFound) { test in
      ["id": web(test), "type": "compose"]
    },
    Scenario(
      "deployments of everything", "deployment.allCentralized", as: .role(.member),
      contains: ["acme project", #""appName""#]),
    Scenario(
      "what is deployed and was", "deployment.activity", as: .role(.member),
      contains: [#""active":[]"#, "acme project", #""hasOlder":false"#]),
    Scenario(
      "the activity before the first page", "deployment.activity", code: .badRequest, contains: ["offset"]
    ) { _ in
      ["offset": .integer(-1)]
    },
    Scenario("one deployment", "deployment.one", contains: [#""steps""#, #""evidence":null"#]) { test in
      ["deploymentId": .string(test.acme.deployment.id.rawValue)]
    },
    Scenario("a deployment's log", "deployment.readLogs", contains: [#""""#]) { test in
      ["deploymentId": .string(test.acme.deployment.id.rawValue)]
    },
    Scenario("too much of a log", "deployment.readLogs", code: .badRequest, contains: ["tail"]) { test in
      ["deploymentId": .string(test.acme.deployment.id.rawValue), "tail": .integer(10_001)]
    },
    Scenario("nothing waits", "deployment.queueList", contains: ["[]"]),
    Scenario("a deployment removed", "deployment.removeDeployment", changes: true) { test in
      ["deploymentId": .string(test.acme.deployment.id.rawValue)]
    },
    Scenario("gone back to", "rollback.rollback", as: .role(.member), contains: ["deploymentId"], changes: true) {
      test in
      ["rollbackId": .string(test.acme.release.id.rawValue)]
    },
    Scenario("forgotten", "rollback.delete", contains: ["true"], changes: true) { test in
      ["rollbackId": .string(test.acme.release.id.rawValue)]
    },
  ]

  @Test(arguments: scenarios) func parts(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }

  @Test func `what serves cannot be removed, forgotten or gone back to`() async throws {
    let test = try await TestCall.make()
    try await test.store.write { tx in
      try tx.releases.setState(test.acme.release.id, .current)
    }
    let release: JSONValue = ["rollbackId": .string(test.acme.release.id.rawValue)]
    let deployment: JSONValue = ["deploymentId": .string(test.acme.deployment.id.rawValue)]
    let before = try await test.rows()
    for (name, input) in [
      ("rollback.rollback", release), ("rollback.delete", release), ("deployment.removeDeployment", deployment),
    ] {
      #expect(await test.answer(name, input, as: test.acme.caller()).code == .conflict, "\(name)")
    }
    #expect(try await test.rows() == before)
  }

  @Test func `a deployment that waits is listed and cancelled by its name`() async throws {
    let test = try await TestCall.make()
    let queued = await test.answer("application.deploy", ["applicationId": Self.web(test)], as: test.acme.caller())
    let list = await test.answer("deployment.queueList", as: test.acme.caller(.member))
    #expect(list.text.contains(#""state":"waiting""#))
    #expect(await test.answer("deployment.queueList", as: test.other.caller()).text == "[]")
    let id = queued.body["deploymentId"] ?? .null
    #expect(
      await test.answer("deployment.removeDeployment", ["deploymentId": id], as: test.acme.caller()).code == .conflict
    )
    #expect(await test.answer("deployment.killProcess", ["deploymentId": id], as: test.acme.caller()).isOK)
    let one = await test.answer("deployment.one", ["deploymentId": id], as: test.acme.caller())
    #expect(one.body["status"] == "cancelled")
  }

  @Test func `a volume that somebody has left is not for the next who knows its name`() async throws {
    let test = try await TestCall.make()
    let made = await test.answer(
      "mounts.create",
      [
        "type": "volume", "volumeName": "left-behind", "mountPath": "/x",
        "serviceId": .string(test.other.application.id.rawValue),
      ], as: test.other.caller())
    _ = await test.answer("mounts.remove", ["mountId": made.body["mountId"] ?? .null], as: test.other.caller())
    let input: JSONValue = [
      "type": "volume", "volumeName": "left-behind", "mountPath": "/x",
      "serviceId": .string(test.acme.application.id.rawValue),
    ]
    let taken = await test.answer("mounts.create", input, as: test.acme.caller(.admin))
    #expect(taken.code == .conflict && taken.fields == ["volumeName"])
    let adopted = await test.answer("mounts.create", input, as: test.acme.caller())
    #expect(adopted.isOK, "\(adopted.text)")
  }
}
