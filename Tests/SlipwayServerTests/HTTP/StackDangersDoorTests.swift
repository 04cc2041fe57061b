import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayServer
import SlipwayStore
import SlipwayTesting
import Testing

/// What a compose file may not ask for is refused at the door, whoever knocks without being the server's owner.
@Suite struct StackDangersDoorTests {
  /// A line of a service, and what the refusal names.
  private static let dangers = [
    "privileged: true", "cap_add: [SYS_ADMIN]", "network_mode: host", "pid: host", "ipc: host", "uts: host",
    "userns_mode: host", "cgroup: host", "devices: ['/dev/kvm']", "security_opt: ['apparmor:unconfined']",
    "volumes: ['/:/host']", "volumes: ['/var/run/docker.sock:/s']", "volumes: ['../../x:/x']",
    "volumes: [{type: bind, source: /etc, target: /x}]", "env_file: /etc/environment", "use_api_socket: true",
    "extends: {file: /etc/x.yml, service: a}", "build: {context: /}", "runtime: other", "gpus: all",
  ]

  private func key(of role: Member.Role, _ server: TestServer) async throws -> String {
    let fresh = APIKeyKeeper.generate()
    let (user, organization) = (server.test.acme.caller(role).user, server.test.acme.organization)
    try await server.test.store.write { tx in
      try tx.apiKeys.insert(
        APIKey(
          name: "\(role)", start: fresh.start, digest: fresh.digest, userID: user.id,
          organizationID: organization.id, createdAt: TestCall.now))
    }
    return fresh.key
  }

  private func stacks(of test: TestCall) async throws -> [ComposeStack] {
    let environment = test.acme.environment.id
    return try await test.store.read { try $0.composeStacks.all(in: environment) }
  }

  @Test(arguments: [Member.Role.admin, .member])
  func `each thing that a file asks of the server is refused over HTTP, and changes nothing`(role: Member.Role)
    async throws
  {
    let server = try await TestServer.make(procedures: Procedures.all)
    let key = try await key(of: role, server)
    let (stack, environment) = (server.test.acme.stack.id.rawValue, server.test.acme.environment.id.rawValue)
    let before = try await stacks(of: server.test)
    try await server.run { browser in
      for line in Self.dangers {
        let file = JSONValue.string("services:\n  web:\n    image: nginx\n    \(line)\n")
        let inputs: [(String, JSONValue)] = [
          ("compose.update", ["composeId": .string(stack), "composeFile": file]),
          ("compose.create", ["name": "x", "environmentId": .string(environment), "composeFile": file]),
          (
            "compose.createWithSource",
            ["name": "x", "environmentId": .string(environment), "sourceType": "raw", "composeFile": file]
          ),
        ]
        for (name, input) in inputs {
          let json = String(decoding: try JSONEncoder().encode(input), as: UTF8.self)
          let reply = try await browser.post("/api/\(name)", json: json, ["x-api-key": key])
          #expect(reply.status == 403, "\(name) \(line): \(reply.text)")
          #expect(role == .member || reply.text.contains("line 4: services.web."), "\(line): \(reply.text)")
        }
      }
    }
    #expect(try await stacks(of: server.test) == before)
  }
}
