import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayTesting

@testable import SlipwayEngine

/// Makes services up and lets the real Docker Compose read them.
struct ComposeFuzz {
  let folder: String
  let host: any SlipwayHost.Host

  /// The same in every run.
  struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static let pieces = [
    "$", "${", "{", "}", ":-", "-", ":+", "+", "?", "/etc", ":/h", "..", "/", "./", "A", "B", "HOME", "\u{212A}",
    "\u{017F}", "$$", ":", "host", "true", "~", "\\", "ro", ",", "/x", "slipway",
  ]
  private static let words = [
    "true", "host", "/etc", "SYS_ADMIN", "apparmor:unconfined", "container:x", "./own", "no",
  ]

  static func service(_ random: inout Random) -> [String: JSONValue] {
    var text = ""
    for _ in 0..<Int.random(in: 1...6, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return ["volumes": [.string(text + ":/h")]]
    case 1:
      return [
        "volumes": [["type": "bind", "source": .string(text), "target": "/h", "read_only": .string("${A:-true}")]]
      ]
    default:
      let name = ["A", "Z", "\u{212A}", "\u{017F}", "HOME"].randomElement(using: &random) ?? "A"
      let operation = [":-", "-", ":+", "+"].randomElement(using: &random) ?? "-"
      let value = JSONValue.string("${\(name)\(operation)\(words.randomElement(using: &random) ?? "")}")
      let key =
        ["privileged", "pid", "ipc", "network_mode", "userns_mode", "uts", "cap_add", "security_opt", "volumes"]
        .randomElement(using: &random) ?? "pid"
      switch key {
      case "volumes": return [key: [.string("\(value.stringValue ?? ""):/h")]]
      case "cap_add", "security_opt": return [key: [value]]
      default: return [key: value]
      }
    }
  }

  var own: ComposeOwn {
    ComposeOwn(
      appName: "fuzz", folders: .read(checkout: folder, files: folder + "-files"), sharedNetwork: "slipway-network")
  }

  /// - Returns: those that Compose can read, each with what it reads.
  func read(_ services: [[String: JSONValue]]) async throws -> [([String: JSONValue], StackModel)] {
    guard !services.isEmpty else { return [] }
    if let model = try await resolve(services) {
      return services.indices.map { index in
        var one = model
        one.services = model.services.filter { $0.key == "s\(index)" }
        return (services[index], one)
      }
    }
    guard services.count > 1 else { return [] }
    let half = services.count / 2
    return try await read(Array(services[..<half])) + read(Array(services[half...]))
  }

  private func resolve(_ services: [[String: JSONValue]]) async throws -> StackModel? {
    try await host.files.makeDirectory(folder)
    var all: [String: JSONValue] = [:]
    for (index, fields) in services.enumerated() { all["s\(index)"] = .object(fields.merging(["image": "x"]) { $1 }) }
    let (file, answer) = (folder + "-file.yml", folder + "-answer.json")
    try await host.files.write(try StackModel(root: ["services": .object(all)]).text(), to: file)
    try await host.files.write("A=''\nB='bb'\n", to: folder + "-variables")
    let compose = try await ComposeCommands().command(on: host, Configuration())
    let place = ComposeCommand.Place(project: "fuzz", folder: folder, file: file, variables: folder + "-variables")
    let result = try await host.run(
      compose.resolve(place, profiles: [], bringsOthers: false, into: answer), output: nil)
    return result.isSuccess ? try StackModel(json: try await host.files.read(answer)) : nil
  }

  /// By what Docker would do with it, and nothing that the judge knows.
  func isDangerous(_ model: StackModel) -> Bool {
    model.services.values.contains { service in
      let modes = ["pid", "ipc", "network_mode", "userns_mode", "uts"].compactMap { service[$0]?.stringValue }
      let texts = ["cap_add", "security_opt"].flatMap { service[$0]?.arrayValue ?? [] }.compactMap(\.stringValue)
      let binds = (service["volumes"]?.arrayValue ?? []).filter { $0["type"] == "bind" }
      return service["privileged"] == true || modes.contains { $0 == "host" || $0.hasPrefix("container:") }
        || texts.contains { $0 == "SYS_ADMIN" || $0 == "apparmor:unconfined" }
        || binds.contains { !("\($0["source"]?.stringValue ?? "")/").hasPrefix(folder + "/") }
    }
  }
}
