import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayAPI

/// Every procedure, whoever wrote it: nobody reaches what belongs to somebody else.
@Suite struct ProcedureContractTests {
  /// Answer to everybody; there is nothing of anybody's in them.
  private static let open: Set = ["settings.health", "settings.isCloud"]

  static let names = Procedures.all.map { $0.name }

  private func procedure(_ name: String) throws -> any Procedure.Type {
    try #require(Procedures.all.first { $0.name == name })
  }

  @Test func `names are unique and spelt like router and procedure`() {
    #expect(Set(Self.names.map { $0.lowercased() }).count == Self.names.count)
    for name in Self.names { #expect(name.split(separator: ".").count == 2, "\(name)") }
  }

  @Test func `every file of a resource's folder is in the list`() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/SlipwayAPI/Procedures")
    var declared: Set<String> = []
    for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil) ?? .init() {
      guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      for line in text.split(separator: "\n") where line.contains("static let name = \"") && line.contains(".") {
        declared.insert(String(line.split(separator: "\"")[1]))
      }
    }
    #expect(declared == Set(Self.names))
  }

  @Test(arguments: names) func `nobody is let in without signing in`(name: String) async throws {
    let test = try await TestCall.make()
    let before = try await test.rows()
    let answer = await test.answer(name, try ProcedureSample(test.acme).input(try procedure(name)), as: nil)
    if Self.open.contains(name) {
      #expect(answer.isOK, "\(answer.text)")
    } else {
      #expect(answer.code == .unauthorized, "\(answer.text.prefix(300))")
    }
    #expect(try await test.rows() == before)
  }

  @Test(arguments: names) func `another organization's things do not exist`(name: String) async throws {
    let test = try await TestCall.make()
    let sample = ProcedureSample(test.acme)
    let procedure = try procedure(name)
    let before = try await test.rows(of: test.acme)
    let answer = await test.answer(name, try sample.input(procedure), as: test.other.caller())
    if try sample.identifiers(of: procedure).isEmpty {
      #expect(!answer.text.contains(test.acme.organization.id.rawValue), "\(answer.text.prefix(300))")
      #expect(!answer.text.contains("acme"), "\(answer.text.prefix(300))")
    } else {
      #expect(answer.code == .notFound || answer.code == .forbidden, "\(answer.code as Any): \(answer.text.prefix(300))")
      #expect(!answer.text.contains("acme"))
    }
    #expect(try await test.rows(of: test.acme) == before)
  }

  @Test(arguments: names) func `one foreign identifier among own ones is enough to refuse`(name: String) async throws {
    let test = try await TestCall.make()
    let (own, foreign) = (ProcedureSample(test.other), ProcedureSample(test.acme))
    let procedure = try procedure(name)
    let input = try own.input(procedure).members
    let foreignInput = try foreign.input(procedure).members
    let before = try await test.rows()
    for field in try own.identifiers(of: procedure) {
      var mixed = input
      mixed[field] = foreignInput[field]
      let answer = await test.answer(name, .object(mixed), as: test.other.caller())
      #expect(answer.code == .notFound || answer.code == .forbidden, "\(field): \(answer.text.prefix(300))")
    }
    #expect(try await test.rows() == before)
  }

  @Test(arguments: names) func `an unknown identifier is answered like a foreign one`(name: String) async throws {
    let test = try await TestCall.make()
    let sample = ProcedureSample(test.acme)
    let procedure = try procedure(name)
    let identifiers = try sample.identifiers(of: procedure)
    guard !identifiers.isEmpty else { return }
    var unknown = try sample.input(procedure).members
    for field in identifiers where field != "metadata" { unknown[field] = "V1StGXR8_Z5jdHi6B-myT" }
    let foreign = await test.answer(name, try sample.input(procedure), as: test.other.caller())
    let missing = await test.answer(name, .object(unknown), as: test.other.caller())
    #expect(missing.code == foreign.code)
    #expect(missing.message == foreign.message)
  }

  @Test(arguments: names) func `secrets are in no answer but where they are edited`(name: String) async throws {
    let test = try await TestCall.make()
    guard let procedure = Procedures.all.first(where: { $0.name == name }), procedure.kind == .query else { return }
    let answer = await test.answer(name, try ProcedureSample(test.acme).input(procedure), as: test.acme.caller())
    for canary in ["acme-registry-canary", "acme-git-canary", "acme-ssh-canary", "digest-acme"] {
      #expect(!answer.text.contains(canary))
    }
    if name != "application.one" {
      #expect(!answer.text.contains("acme-environment"))
      #expect(!answer.text.contains(test.acme.application.refreshToken.reveal()))
    }
    if !["project.one"].contains(name) { #expect(!answer.text.contains("SHARED=acme")) }
  }

  @Test(arguments: names) func `a member changes nothing but by deploying`(name: String) async throws {
    let test = try await TestCall.make()
    guard let procedure = Procedures.all.first(where: { $0.name == name }), procedure.kind == .mutation else { return }
    let before = try await test.rows(of: test.acme)
    let answer = await test.answer(name, try ProcedureSample(test.acme).input(procedure), as: test.acme.caller(.member))
    let after = try await test.rows(of: test.acme)
    let deploys: Set = [
      "application.deploy", "application.redeploy", "application.reload", "application.cancelDeployment",
      "application.killBuild", "application.cleanQueues", "application.markRunning", "application.start",
      "application.stop", "deployment.killProcess", "rollback.rollback",
    ]
    let own: Set = ["user.createApiKey", "user.deleteApiKey", "domain.generateDomain", "domain.validateDomain"]
    if deploys.contains(name) || own.contains(name) {
      #expect(answer.code != .forbidden)
    } else {
      #expect(answer.code == .forbidden, "\(answer.text.prefix(200))")
      #expect(before == after)
    }
  }
}
