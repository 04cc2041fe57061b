package import SlipwayCore

/// Judges a compose file as Docker Compose has read it, by what is known to stay within the stack: all that is not known
/// to is a danger. A pure function of the file and of what is the stack's own, so that a release is judged anew whenever
/// it is about to run.
package struct ComposeJudge {
  let model: [String: JSONValue]
  let own: ComposeOwn
  let lines: ComposeLines?
  private(set) var found: [ComposeDanger] = []
  /// The stack's own paths that containers are given.
  var places: [Place] = []

  private init(_ model: [String: JSONValue], _ own: ComposeOwn, _ lines: ComposeLines?) {
    self.model = model
    self.own = own
    self.lines = lines
  }

  /// - Parameters:
  ///   - model: what `docker compose config` answered, or a release's stored file.
  ///   - lines: where things stand in the user's text, when that is at hand.
  /// - Returns: each danger with a digest of what is asked, of the image that gets it, and of what that image is told to run.
  package static func dangers(
    in model: [String: JSONValue], own: ComposeOwn, lines: ComposeLines? = nil
  ) -> [ComposeDanger] {
    var judge = ComposeJudge(model, own, lines)
    judge.look()
    return judge.found
  }

  private mutating func look() {
    for (key, section) in model.sorted(by: { $0.key < $1.key }) where !Self.isNothing(section) {
      switch key {
      case "name", "version": lookAtName(key, section)
      case "services": for (name, service) in Self.sorted(section) { look(atService: name, service) }
      case "volumes": for (name, volume) in Self.sorted(section) { look(atVolume: name, volume) }
      case "networks": for (name, network) in Self.sorted(section) { look(atNetwork: name, network) }
      case "configs", "secrets": for (name, file) in Self.sorted(section) { look(atFile: name, file, in: key) }
      default:
        if !key.hasPrefix("x-") { note([key], Self.unknown, section) }
      }
    }
    lookAtFoldersWithinFolders()
    lookAtVariables(.object(model), [])
  }

  /// What Compose has read holds no variable any more; one that came in otherwise would be put in by whoever starts it.
  private mutating func lookAtVariables(_ value: JSONValue, _ place: [String]) {
    switch value {
    case .string(let text):
      guard text.contains("$"), text.replacing("$$", with: "").contains("$") else { return }
      note(place, "holds a variable that is not known", value)
    case .array(let items):
      for (index, item) in items.enumerated() { lookAtVariables(item, place + ["\(index)"]) }
    case .object:
      for (key, member) in Self.sorted(value) { lookAtVariables(member, place + [key]) }
    default: return
    }
  }

  /// The project's name stands before the names of all that is made.
  private mutating func lookAtName(_ key: String, _ name: JSONValue) {
    guard key == "name", name != .string(own.appName) else { return }
    note([key], "gives the stack another stack's name", name)
  }

  static let unknown = "is not known to stay within the stack"

  static func sorted(_ value: JSONValue?) -> [(key: String, value: JSONValue)] {
    (value?.members ?? [:]).sorted { $0.key < $1.key }
  }

  /// Says nothing: `null`, or an empty text, list or map.
  static func isNothing(_ value: JSONValue?) -> Bool {
    switch value {
    case nil, .null, .string(""), .array([]), .object([:]): true
    default: false
    }
  }
}

extension ComposeJudge {
  /// - Parameters:
  ///   - place: as in `["services", "web", "volumes", "0"]`; a number is an item's.
  ///   - service: the one that gets what is asked; `nil` for what several may use.
  ///   - users: the services that use it.
  mutating func note(
    _ place: [String], _ reason: String, _ asked: JSONValue, service: String? = nil, users: [String] = []
  ) {
    var asking: [String: JSONValue] = ["asked": own.plain(asked)]
    for key in service.map({ [$0] }) ?? users { asking["by " + own.name(of: key)] = whatRuns(key) }
    // The digest stands for what is asked wherever it stands: an item's number is none of it.
    let shown = place.enumerated().filter { $0.offset < 3 || Int($0.element) == nil }.map(\.element)
    found.append(
      ComposeDanger(
        line: lines?.line(of: place), path: shown.joined(separator: "."), reason: reason,
        asked: "resolved\0" + Self.spelled(.object(asking))))
  }

  /// Who gets what was allowed: another image, or another program in it, is somebody else.
  private func whatRuns(_ key: String) -> JSONValue {
    let service = model["services"]?[key] ?? .null
    var runs: [String: JSONValue] = ["image": .string(own.sources[own.name(of: key)] ?? own.source(of: service))]
    for field in ["entrypoint", "command", "user", "post_start", "pre_stop"] {
      if let value = service[field], !Self.isNothing(value) { runs[field] = value }
    }
    if let test = service["healthcheck"]?["test"] { runs["healthcheck"] = test }
    return own.plain(.object(runs))
  }

  /// The services whose list or map names a thing of the file.
  func users(of name: String, in field: String) -> [String] {
    Self.sorted(model["services"]).filter { _, service in
      let items = (service[field]?.arrayValue ?? []).compactMap { $0["source"]?.stringValue }
      return items.contains(name) || service[field]?[name] != nil
    }.map(\.key)
  }

  static func spelled(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let isTrue): "\(isTrue)"
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .string(let text): String(reflecting: text)
    case .array(let items): "[\(items.map(spelled).joined(separator: ","))]"
    case .object:
      "{\(sorted(value).map { "\(String(reflecting: $0.key)):\(spelled($0.value))" }.joined(separator: ","))}"
    }
  }
}
