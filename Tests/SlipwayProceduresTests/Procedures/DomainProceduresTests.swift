import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite struct DomainProceduresTests {
  private static func create(
    _ name: String, _ fields: JSONValue, code: SlipwayError.Code? = nil, contains: [String] = []
  ) -> Scenario {
    Scenario(name, "domain.create", code: code, contains: contains, changes: code == nil) { test in
      .object(fields.members.merging(["applicationId": .string(test.acme.application.id.rawValue)]) { $1 })
    }
  }

  static let scenarios: [Scenario] = [
    create(
      "a host", ["host": "WWW.Example.org", "port": .integer(8080)],
      contains: [#""host":"www.example.org""#, #""port":8080"#, #""enabled":true"#]),
    create(
      "defaults", ["host": "d.example.org"],
      contains: [#""path":"/""#, #""port":3000"#, #""certificateType":"none""#]),
    create("another path of one's own host", ["host": "acme.example.org", "path": "/api"]),
    create(
      "one's own route again", ["host": "acme.example.org"], code: .conflict, contains: ["leads to web already"]),
    create(
      "somebody else's host", ["host": "other.example.org"], code: .conflict, contains: ["in use on this server"]),
    create(
      "a path of somebody else's host", ["host": "other.example.org", "path": "/x"], code: .conflict,
      contains: ["in use"]),
    create("a rule that ends early", ["host": "a.test`) || PathPrefix(`/"], code: .badRequest, contains: ["host"]),
    create("two hosts", ["host": "a.test, b.test"], code: .badRequest, contains: ["host"]),
    create("a wildcard", ["host": "*.a.test"], code: .badRequest, contains: ["host"]),
    create("a path with a blank", ["host": "a.test", "path": "a b"], code: .badRequest, contains: ["path"]),
    create(
      "a port that is none", ["host": "a.test", "port": .integer(70_000)], code: .badRequest, contains: ["port"]),
    create(
      "a custom certificate without a resolver",
      ["host": "a.test", "https": .bool(true), "certificateType": "custom"], code: .badRequest,
      contains: ["customCertResolver"]),
    create(
      "a prefix of nothing", ["host": "a.test", "stripPath": .bool(true)], code: .badRequest, contains: ["stripPath"]),
    create(
      "an entry point with a quote", ["host": "a.test", "customEntrypoint": "x\"y"], code: .badRequest,
      contains: ["customEntrypoint"]),
    create(
      "the dashboard's own middleware, which carries the proxy's token",
      ["host": "a.test", "middlewares": .array(["slipway-panel@file"])], code: .badRequest, contains: ["middlewares"]),
    create(
      "another application's middleware", ["host": "a.test", "middlewares": .array(["probe-other-web-abc123"])],
      code: .badRequest, contains: ["middlewares", "SLIPWAY_PROXY_NAMES"]),
    create(
      "a middleware for everybody", ["host": "a.test", "middlewares": .array(["redirect-to-https@file"])]),
    create(
      "Traefik's own entry point", ["host": "a.test", "customEntrypoint": "traefik"], code: .badRequest,
      contains: ["customEntrypoint"]),
    create(
      "a resolver that nobody added",
      ["host": "a.test", "https": .bool(true), "certificateType": "custom", "customCertResolver": "dns"],
      code: .badRequest, contains: ["customCertResolver"]),
    create("of a stack that is not there", ["host": "a.test", "composeId": "c"], code: .notFound),
    Scenario("of an application and a stack", "domain.create", code: .badRequest, contains: ["composeId"]) { test in
      [
        "host": "a.test", "composeId": .string(test.acme.stack.id.rawValue), "serviceName": "web",
        "applicationId": .string(test.acme.application.id.rawValue),
      ]
    },
    Scenario("of a stack's service", "domain.create", contains: [#""serviceName":"web""#], changes: true) { test in
      ["host": "a.test", "composeId": .string(test.acme.stack.id.rawValue), "serviceName": "web"]
    },
    Scenario(
      "of a stack without its service", "domain.create", code: .badRequest, contains: ["serviceName"]
    ) { test in
      ["host": "a.test", "composeId": .string(test.acme.stack.id.rawValue)]
    },
    Scenario(
      "of a service that the stack has not", "domain.create", code: .badRequest, contains: ["serviceName", "web"]
    ) { test in
      ["host": "a.test", "composeId": .string(test.acme.stack.id.rawValue), "serviceName": "webb"]
    },
    Scenario("of another's stack", "domain.create", code: .notFound) { test in
      ["host": "a.test", "composeId": .string(test.other.stack.id.rawValue), "serviceName": "web"]
    },
    Scenario("without an application", "domain.create", code: .badRequest, contains: ["applicationId"]) { _ in
      ["host": "a.test"]
    },
    Scenario("changed", "domain.update", contains: [#""port":9000"#], changes: true) { test in
      ["domainId": .string(test.acme.domain.id.rawValue), "host": "acme.example.org", "port": .integer(9000)]
    },
    Scenario("changed to somebody else's", "domain.update", code: .conflict) { test in
      ["domainId": .string(test.acme.domain.id.rawValue), "host": "other.example.org"]
    },
    Scenario("switched off", "domain.toggleEnable", contains: [#""enabled":false"#], changes: true) { test in
      ["domainId": .string(test.acme.domain.id.rawValue)]
    },
    Scenario("deleted", "domain.delete", changes: true) { test in ["domainId": .string(test.acme.domain.id.rawValue)]
    },
    Scenario("one", "domain.one", contains: [#""appName":"acme-web-abc123""#]) { test in
      ["domainId": .string(test.acme.domain.id.rawValue)]
    },
    Scenario("generated", "domain.generateDomain", contains: ["shop-", ".sslip.io"]) { _ in ["appName": "shop"] },
    Scenario(
      "a name that is none is looked up nowhere", "domain.validateDomain", code: .badRequest, contains: ["domain"]
    ) { _ in
      ["domain": "a b"]
    },
    Scenario(
      "every browser's own machine", "domain.validateDomain",
      contains: [#""isValid":false"#, "127.0.0.1", "its own machine"]
    ) { _ in
      ["domain": "shop.localhost"]
    },
  ]

  @Test(arguments: scenarios) func domains(scenario: Scenario) async throws {
    #expect(try await scenario.run(on: try await TestCall.make()) == [])
  }

  @Test func `the dashboard's host is nobody's, and a service's host is not the dashboard's`() async throws {
    let test = try await TestCall.make()
    let assigned = await test.answer(
      "settings.assignDomainServer", ["host": "panel.example.org", "certificateType": "none"], as: test.acme.caller())
    #expect(assigned.isOK, "\(assigned.text)")
    let taken = await test.answer(
      "domain.create",
      ["host": "panel.example.org", "path": "/x", "applicationId": .string(test.other.application.id.rawValue)],
      as: test.other.caller())
    #expect(taken.code == .conflict)
    let other = await test.answer(
      "settings.assignDomainServer", ["host": "other.example.org", "certificateType": "none"], as: test.acme.caller())
    #expect(other.code == .conflict)
  }

  @Test func `a change is in the proxy's file at once`() async throws {
    let test = try await TestCall.make()
    try await test.store.write { tx in
      try tx.releases.setState(test.acme.release.id, .current)
    }
    _ = await test.answer(
      "domain.create",
      ["host": "now.example.org", "applicationId": .string(test.acme.application.id.rawValue)], as: test.acme.caller()
    )
    let file = test.engine.routes.writer.folder + "/acme-web-abc123.yml"
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("Host(`now.example.org`)"))
    let read = await test.answer(
      "application.readTraefikConfig", ["applicationId": .string(test.acme.application.id.rawValue)],
      as: test.acme.caller())
    #expect(read.text.contains("now.example.org"))
  }
}
