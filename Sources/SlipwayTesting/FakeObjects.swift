package import Foundation
package import SlipwayCore
package import SlipwayHost
import Synchronization

/// A destination that a test fills, breaks and looks at: what rclone would do with it, without a server.
///
/// Every other program that its machine is asked for succeeds and says nothing; what flows is 2048 bytes that end as a tar
/// archive does.
package final class FakeObjects: Sendable {
  /// What befalls one command.
  package enum Fate: Sendable, CaseIterable {
    /// The destination refuses it; nothing has happened.
    case refused
    /// It happened, but the destination never said so.
    case unanswered
    /// The power goes before it: this and all that follows throws.
    case powerBefore
    /// The power goes after it.
    case powerAfter
  }
  /// The command that it befalls: the first with this verb and a key that ends so.
  package struct Fault: Sendable, CustomStringConvertible {
    package var verb: String
    package var ending: String
    package var fate: Fate

    package init(_ verb: String, _ ending: String, _ fate: Fate) {
      self.verb = verb
      self.ending = ending
      self.fate = fate
    }

    package var description: String { "\(verb) …\(ending) \(fate)" }
  }
  /// What changes from command to command.
  private struct State {
    var objects: [String: Data] = [:]
    var fault: Fault?
    var isDark = false
    var verbs: [String] = []
  }

  /// An address that leads nowhere and needs no name looked up.
  package static let endpoint = "http://192.0.2.1:9"
  package static let bucket = "bucket"
  /// What flows.
  package static let stream = Data(count: 2048)
  private let state = Mutex(State())

  package init() {}

  /// The keys that are there, sorted.
  package var keys: [String] { state.withLock { $0.objects.keys.sorted() } }

  /// What was asked for, in order: the verb and the key.
  package var verbs: [String] { state.withLock { $0.verbs } }

  package func content(of key: String) -> Data? { state.withLock { $0.objects[key] } }

  package func put(_ key: String, _ content: Data) { state.withLock { $0.objects[key] = content } }

  /// From now on; replaces the one before, and the power is back.
  package func set(_ fault: Fault?) {
    state.withLock { state in
      (state.fault, state.isDark) = (fault, false)
    }
  }

  /// A machine whose rclone works with these objects.
  package func host(docker: DockerClient = DockerClient(host: "unix:///nowhere")) -> FakeHost {
    FakeHost(docker: docker) { command, say in try await self.answer(command, say) }
  }

  /// The rows' destination that leads here.
  package static func destination(of organization: ID<Organization>, at now: Date) -> Destination {
    Destination(
      organizationID: organization, name: "Fake", bucket: bucket, endpoint: endpoint, accessKey: "a",
      secretAccessKey: Secret("s"), createdAt: now)
  }

  private func answer(_ command: Command, _ say: @Sendable (String) async -> Void) async throws -> CommandResult {
    guard !state.withLock({ $0.isDark }) else { throw CancellationError() }
    let words = command.words.map(\.description)
    guard words.first == "rclone", words.count > 2 else { return CommandResult(status: 0) }
    let verb = words[1]
    let places = words.filter { $0.hasPrefix("destination:") }.map(Self.key)
    let fate = state.withLock { state -> Fate? in
      state.verbs.append("\(verb) \(places[0])")
      guard let fault = state.fault, fault.verb == verb, places[0].hasSuffix(fault.ending) else { return nil }
      state.fault = nil
      state.isDark = fault.fate == .powerBefore || fault.fate == .powerAfter
      return fault.fate
    }
    let refusal = CommandResult(status: 1, lines: ["Failed: the destination does not answer"])
    if fate == .refused { return refusal }
    if fate == .powerBefore { throw CancellationError() }
    let result = perform(verb, places, words.contains("--stat"), command.input)
    if fate == .powerAfter { throw CancellationError() }
    if fate == .unanswered { return refusal }
    for line in result.lines { await say(line) }
    return result
  }

  private func perform(_ verb: String, _ places: [String], _ isOne: Bool, _ input: Command.Input) -> CommandResult {
    state.withLock { state in
      let key = places[0]
      switch verb {
      case "rcat":
        if case .secret(let text) = input {
          state.objects[key] = Data(text.reveal().utf8)
        } else {
          state.objects[key] = Self.stream
        }
      case "cat":
        guard let found = state.objects[key] else { return CommandResult(status: 3) }
        return CommandResult(status: 0, lines: String(decoding: found, as: UTF8.self).components(separatedBy: "\n"))
      case "moveto":
        guard let moved = state.objects.removeValue(forKey: key) else { return CommandResult(status: 3) }
        state.objects[places[1]] = moved
      case "deletefile":
        guard state.objects.removeValue(forKey: key) != nil else { return CommandResult(status: 4) }
      case "lsjson":
        guard !isOne else { return CommandResult(status: 0, lines: [Self.entry(key, state.objects[key]) ?? "null"]) }
        let names = state.objects.keys.sorted().filter { $0.hasPrefix(key + "/") }
        return CommandResult(status: 0, lines: names.compactMap { Self.entry($0, state.objects[$0]) })
      default: break
      }
      return CommandResult(status: 0)
    }
  }

  private static func entry(_ key: String, _ content: Data?) -> String? {
    let name = key.split(separator: "/").last ?? ""
    return content.map {
      #"{"Path":"\#(name)","Name":"\#(name)","Size":\#($0.count),"ModTime":"2026-11-26T10:41:40Z","IsDir":false}"#
    }
  }

  private static func key(_ place: String) -> String {
    String(place.dropFirst("destination:\(bucket)".count).drop { $0 == "/" })
  }
}
