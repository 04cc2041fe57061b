import SlipwayAnswers
import Foundation
import SlipwayCore
import Testing

@testable import SlipwayProcedures

/// Holds every operation against the published document, where that stands beside the checkout.
@Suite struct OpenAPIContractTests {
  /// What the published API does not have.
  private static let ours: Set = [
    "environment.glances", "application.createWithSource", "application.pendingChanges", "application.state",
    "compose.createFromTemplate", "compose.createWithSource", "compose.gallery", "compose.template",
    "database.create", "database.one",
    "database.pendingChanges", "database.state",
    "backup.byService", "backup.cancelRun", "backup.drill", "backup.readLogs", "backup.restoreBackup", "backup.run",
    "volumeBackups.restore",
    "deployment.activity", "deployment.one", "domain.proposePorts", "domain.testRequest",
    "compose.allow", "compose.asks", "compose.effective", "compose.pendingChanges", "compose.restartService",
    "compose.scaleService", "compose.startService", "compose.state", "compose.stopService", "compose.volumes",
    "cluster.layout", "cluster.rotateJoinToken", "cluster.setAvailability", "cluster.setLabels", "cluster.setRole",
    "swarm.getAppInfos",
    "previewDeployment.allByCompose", "previewDeployment.approve", "previewDeployment.create",
    "schedule.all", "schedule.cancelRun", "schedule.run",
    "server.confirmHostKey", "server.hostKey", "server.setEnabled",
    "dockerDiskUsage.previewCleanUp", "monitoring.history", "monitoring.overview", "monitoring.servers",
    "network.present", "server.monitoring",
    "log.generations", "log.search", "settings.updateLogKeeping", "settings.requestStatistics",
    "settings.readStats", "settings.readStatsLogs",
    "settings.updateBuildCeiling",
    "gitProvider.branches", "gitProvider.deliveries", "gitProvider.repositories", "gitProvider.test",
    "gitProvider.uses",
    "github.begin", "github.install", "gitlab.connect", "gitea.connect",
    "user.revokeOtherSessions", "volume.delete", "volume.unused",
    "user.createPushKey", "user.deletePushKey", "user.pushKeys", "application.pushRemotes",
    "application.savePushProvider",
    "application.detect", "application.ejectDockerfile", "application.takeBackDockerfile",
    "application.promote", "application.promotionTargets",
    "builder.installTool", "builder.tools", "deployment.buildReport", "settings.builders", "settings.updateBuilders",
  ]

  /// What the published API demands, and ours can do without: the image's id says it, or nothing is done with it.
  private static let spared: Set = [
    "dockerImage.removeImage.repository", "dockerImage.removeImage.tag", "gitlab.create.authId",
    "bitbucket.create.authId",
  ]

  /// Of which everything published is there.
  private static let whole = [
    "project", "environment", "domain", "postgres", "mysql", "mariadb", "mongo", "redis", "libsql", "compose",
    "mounts", "port", "redirects", "security", "certificates", "registry", "rollback", "patch", "tag", "destination",
    "backup", "previewDeployment",
    "volumeBackups", "schedule", "sshKey", "cluster", "swarm", "gitlab", "gitea", "bitbucket", "gitProvider",
  ]

  private static let published = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/contract/openapi.json")

  private static let isThere = FileManager.default.fileExists(atPath: published.path)

  /// An operation as both documents have it.
  private struct Operation {
    var method: String
    /// Name → whether it is required.
    var fields: [String: Bool]
    var types: [String: Set<String>]
  }

  @Test(.enabled(if: isThere, "skipped: the published document is not beside the checkout"))
  func `every operation has the published name, method and input`() throws {
    let wanted = try Self.operations(JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: Self.published)))
    let found = try Self.operations(try OpenAPIDocument(procedures: Procedures.all).json())
    for (name, operation) in found.sorted(by: { $0.key < $1.key }) {
      guard let published = wanted[name] else {
        #expect(Self.ours.contains(name), "\(name) is not published")
        continue
      }
      #expect(operation.method == published.method, "\(name)")
      Self.compare(name, operation, published)
    }
    let missing = Set(wanted.keys).subtracting(found.keys)
    for router in Self.whole {
      #expect(missing.filter { $0.hasPrefix(router + ".") }.isEmpty, "\(router) is there as a whole")
    }
    let routers = Dictionary(grouping: missing) { $0.prefix { $0 != "." } }.mapValues(\.count)
    let list = routers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    print(
      "OpenAPI contract: \(wanted.count - missing.count) of \(wanted.count) operations, missing \(missing.count): \(list)"
    )
  }

  @Test func `the document names each operation once and types its answers`() throws {
    let document = try OpenAPIDocument(procedures: Procedures.all).json()
    #expect(document["paths"]?.members.count == Procedures.all.count)
    let one = document["paths"]?["/application.one"]?["get"]
    #expect(one?["responses"]?["200"]?["content"]?["application/json"]?["schema"]?["$ref"] != nil)
    let detail = document["components"]?["schemas"]?["ApplicationDetail"]?["properties"]?.members ?? [:]
    for field in ["applicationId", "appName", "customGitUrl", "replicas", "buildType", "domains", "environment"] {
      #expect(detail[field] != nil, "\(field)")
    }
  }

  private static func compare(_ name: String, _ operation: Operation, _ published: Operation) {
    for (field, isRequired) in published.fields {
      guard let own = operation.fields[field] else {
        Issue.record("\(name) does not take \(field)")
        continue
      }
      #expect(own == isRequired || spared.contains("\(name).\(field)"), "\(name): whether \(field) is required")
      let common = (operation.types[field] ?? []).intersection(published.types[field] ?? [])
      #expect(!common.isEmpty, "\(name): the type of \(field)")
    }
    for (field, isRequired) in operation.fields where published.fields[field] == nil {
      #expect(!isRequired, "\(name) demands \(field), which is not published")
    }
  }

  private static func operations(_ document: JSONValue) throws -> [String: Operation] {
    var found: [String: Operation] = [:]
    for (path, methods) in document["paths"]?.members ?? [:] {
      for (method, operation) in methods.members {
        found[String(path.dropFirst())] = Self.operation(method, operation, in: document)
      }
    }
    return found
  }

  private static func operation(_ method: String, _ operation: JSONValue, in document: JSONValue) -> Operation {
    var result = Operation(method: method, fields: [:], types: [:])
    for parameter in operation["parameters"]?.arrayValue ?? [] {
      let name = parameter["name"]?.stringValue ?? ""
      result.fields[name] = parameter["required"] == .bool(true)
      result.types[name] = types(parameter["schema"] ?? .null, in: document)
    }
    let body = operation["requestBody"]?["content"]?.members.values.first?["schema"]
    let required = Set((body?["required"]?.arrayValue ?? []).compactMap(\.stringValue))
    for (name, schema) in body?["properties"]?.members ?? [:] {
      result.fields[name] = required.contains(name)
      result.types[name] = types(schema, in: document)
    }
    return result
  }

  /// The JSON types that a schema allows; an integer is a number.
  private static func types(_ schema: JSONValue, in document: JSONValue) -> Set<String> {
    if let choices = schema["anyOf"]?.arrayValue {
      return choices.reduce(into: []) { $0.formUnion(types($1, in: document)) }
    }
    if let name = schema["$ref"]?.stringValue?.split(separator: "/").last.map(String.init) {
      return types(document["components"]?["schemas"]?[name] ?? .null, in: document)
    }
    let type = schema["type"]?.stringValue ?? "any"
    return type == "null" ? [] : [type == "integer" ? "number" : type]
  }
}
