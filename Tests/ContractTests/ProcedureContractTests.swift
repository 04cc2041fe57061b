import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Every procedure, whoever wrote it: nobody reaches what belongs to somebody else.
@Suite struct ProcedureContractTests {
  /// Answer to everybody; there is nothing of anybody's in them.
  private static let open: Set = ["settings.health", "settings.isCloud"]

  static let names = Procedures.all.map { $0.name }

  @Test func `names are unique and spelt like router and procedure`() {
    #expect(Set(Self.names.map { $0.lowercased() }).count == Self.names.count)
    for name in Self.names { #expect(name.split(separator: ".").count == 2, "\(name)") }
  }

  @Test func `every file of a resource's folder is in the list`() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/SlipwayProcedures/Procedures")
    var declared: Set<String> = []
    for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
      ?? .init()
    {
      guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      for line in text.split(separator: "\n") where line.contains("static let name = \"") && line.contains(".") {
        declared.insert(String(line.split(separator: "\"")[1]))
      }
      // Those of applications and compose stacks that are one file for both.
      for line in text.split(separator: "\n") where line.contains("static var name: String { \"\\(Service.router).") {
        let verb = line.split(separator: "\"")[1].split(separator: ".").last ?? ""
        for service in ["application", "compose"] { declared.insert("\(service).\(verb)") }
      }
    }
    // Those of the engines are one file for all of them, and so are the names that make a backup.
    let engines = Set(Database.Engine.allCases.map(\.rawValue))
    let own = Self.names.filter {
      !engines.contains(String($0.prefix { $0 != "." })) && !$0.hasPrefix("backup.manualBackup")
    }
    #expect(declared == Set(own))
  }

  @Test func `nobody is let in without signing in`() async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    for procedure in Procedures.all {
      let answer = await test.answer(procedure.name, try ProcedureSample(test.acme).input(procedure), as: nil)
      if Self.open.contains(procedure.name) {
        #expect(answer.isOK, "\(procedure.name): \(answer.text)")
      } else {
        #expect(answer.code == .unauthorized, "\(procedure.name): \(answer.text.prefix(300))")
      }
    }
    #expect(try await test.rows() == before)
  }

  /// Of `settings.*`, what tells nothing of the server, or is the organisation's own.
  private static let anybodysSettings: Set = [
    "settings.health", "settings.isCloud", "settings.getDokployVersion", "settings.getReleaseTag", "settings.getIp",
    "settings.getOpenApiDocument", "settings.getWebServerSettings", "settings.cleanAllDeploymentQueue",
    "settings.haveActivateRequests", "settings.getLogCleanupStatus", "settings.readStats", "settings.readStatsLogs",
    "settings.requestStatistics",
  ]

  @Test func `only the server's owner controls its settings, no admin of any organization`() async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    for procedure in Procedures.all
    where procedure.name.hasPrefix("settings.") && !Self.anybodysSettings.contains(procedure.name) {
      let input = try ProcedureSample(test.acme).input(procedure)
      for caller in [test.acme.caller(.admin), test.other.caller(.owner), test.other.caller(.admin)] {
        let answer = await test.answer(procedure.name, input, as: caller)
        #expect(answer.code == .forbidden, "\(procedure.name): \(answer.text.prefix(200))")
      }
    }
    #expect(try await test.rows() == before)
  }

  @Test func `another organization's things do not exist`() async throws {
    let test = try await TestCall.make()
    let sample = ProcedureSample(test.acme)
    let before = try await test.rows(of: test.acme)
    for procedure in Procedures.all {
      let answer = await test.answer(procedure.name, try sample.input(procedure), as: test.other.caller())
      let text = "\(procedure.name): \(answer.text.prefix(300))"
      if try !sample.identifiers(of: procedure).isEmpty {
        #expect(answer.code == .notFound || answer.code == .forbidden, "\(text)")
      }
      #expect(!answer.text.contains(test.acme.organization.id.rawValue), "\(text)")
      #expect(!answer.text.contains("acme"), "\(text)")
      #expect(try await test.rows(of: test.acme) == before, "\(text)")
    }
  }

  @Test func `one foreign identifier among own ones is enough to refuse`() async throws {
    let test = try await TestCall.make()
    let (own, foreign) = (ProcedureSample(test.other), ProcedureSample(test.acme))
    let before = try await test.rows()
    for procedure in Procedures.all {
      let input = try own.input(procedure).members
      let foreignInput = try foreign.input(procedure).members
      for field in try own.identifiers(of: procedure) {
        var mixed = input
        mixed[field] = foreignInput[field]
        let answer = await test.answer(procedure.name, .object(mixed), as: test.other.caller())
        let isRefused = answer.code == .notFound || answer.code == .forbidden
        #expect(isRefused, "\(procedure.name) \(field): \(answer.text.prefix(300))")
      }
    }
    #expect(try await test.rows() == before)
  }

  @Test func `an unknown identifier is answered like a foreign one`() async throws {
    let test = try await TestCall.make()
    let sample = ProcedureSample(test.acme)
    for procedure in Procedures.all {
      let identifiers = try sample.identifiers(of: procedure)
      guard !identifiers.isEmpty else { continue }
      var unknown = try sample.input(procedure).members
      for field in identifiers where field != "metadata" {
        let id: JSONValue = "V1StGXR8_Z5jdHi6B-myT"
        unknown[field] = field == "tagIds" ? [id] : id
      }
      let foreign = await test.answer(procedure.name, try sample.input(procedure), as: test.other.caller())
      let missing = await test.answer(procedure.name, .object(unknown), as: test.other.caller())
      #expect(missing.code == foreign.code, "\(procedure.name)")
      #expect(missing.message == foreign.message, "\(procedure.name)")
    }
  }

  @Test func `secrets are in no answer but where they are edited`() async throws {
    let test = try await TestCall.make()
    for procedure in Procedures.all where procedure.kind == .query {
      let name = procedure.name
      let answer = await test.answer(name, try ProcedureSample(test.acme).input(procedure), as: test.acme.caller())
      for canary in [
        "acme-registry-canary", "acme-git-canary", "acme-ssh-canary", "digest-acme", "acme-key-canary",
        "acme-login-canary", "acme-registry-login-canary",
        "acme-s3-canary", "acme-backup-canary",
      ] {
        #expect(!answer.text.contains(canary), "\(name)")
      }
      let showsPasswords = name == "database.one" || Database.Engine.allCases.contains { name == "\($0).one" }
      if !showsPasswords { #expect(!answer.text.contains("acme-database-canary"), "\(name)") }
      let edits = ["application.one", "compose.one", "compose.effective", "compose.getConvertedCompose"]
      if !edits.contains(name) {
        #expect(!answer.text.contains("acme-environment"), "\(name)")
        #expect(!answer.text.contains(test.acme.application.refreshToken.reveal()), "\(name)")
      }
      if name != "project.one" { #expect(!answer.text.contains("SHARED=acme"), "\(name)") }
    }
  }

  @Test func `a member changes nothing but by deploying`() async throws {
    let test = try await TestCall.make()
    let allowed: Set = [
      "application.deploy", "application.redeploy", "application.reload", "application.cancelDeployment",
      "application.killBuild", "application.cleanQueues", "application.markRunning", "application.start",
      "application.stop", "deployment.killProcess", "rollback.rollback", "user.createApiKey", "user.deleteApiKey",
      "compose.deploy", "compose.redeploy", "compose.start", "compose.stop", "compose.cancelDeployment",
      "compose.cleanQueues", "compose.killBuild", "compose.startService", "compose.stopService",
      "compose.restartService", "compose.previewTemplate", "compose.processTemplate", "domain.generateDomain",
      "domain.validateDomain", "domain.testRequest", "user.update", "user.revokeSession", "user.revokeOtherSessions",
      "user.createPushKey", "user.deletePushKey", "previewDeployment.create", "previewDeployment.redeploy",
    ]
    let deploying: Set = ["changeStatus", "deploy", "reload", "start", "stop"]
    for procedure in Procedures.all where procedure.kind == .mutation {
      let name = procedure.name
      let before = try await test.rows(of: test.acme)
      let input = try ProcedureSample(test.acme).input(procedure)
      let answer = await test.answer(name, input, as: test.acme.caller(.member))
      let parts = name.split(separator: ".").map(String.init)
      let isOfEngine = Database.Engine(rawValue: parts[0]) != nil
      if allowed.contains(name) || isOfEngine && deploying.contains(parts[1]) {
        #expect(answer.code != .forbidden, "\(name)")
      } else {
        #expect(answer.code == .forbidden, "\(name): \(answer.text.prefix(200))")
        #expect(try await test.rows(of: test.acme) == before, "\(name)")
      }
    }
  }
}
