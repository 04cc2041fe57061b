import SlipwayCore

/// A compose file as its author meant it; nothing is added yet.
struct ComposeFile: Sendable, Hashable {
  static let field = "composeFile"
  static let maximumServices = 200

  var root: YAMLNode

  /// - Throws: ``SlipwayError`` naming `composeFile` and the line.
  init(parsing text: String) throws {
    root = try YAMLTree.read(text, field: Self.field)
    try ComposeNames.check(root)
  }

  /// What each service is, in the file's order.
  var services: [ComposeService] {
    let all = root["services"]?.pairs ?? []
    let awaited = Set(
      all.flatMap { ComposeService.dependencies(of: $0.value) }
        .filter { $0.value == "service_completed_successfully" }.map(\.key))
    return all.map { ComposeService(name: $0.key.text, body: $0.value, isAwaited: awaited.contains($0.key.text)) }
  }

  /// Changes each service in its turn.
  mutating func updateServices(_ body: (_ name: String, inout YAMLNode) throws -> Void) rethrows {
    guard var pairs = root["services"]?.pairs else { return }
    for index in pairs.indices { try body(pairs[index].key.text, &pairs[index].value) }
    root["services"]?.content = .map(pairs)
  }

  /// Changes one of the file's sections (`networks`, `volumes` …); one that is missing is made when something is put in.
  mutating func updateSection(_ name: String, _ body: (inout YAMLNode) throws -> Void) rethrows {
    let present = root[name]
    var section = present.flatMap { $0.pairs == nil ? nil : $0 } ?? YAMLNode(.map([]))
    try body(&section)
    if present != nil || section.pairs?.isEmpty == false { root[name] = section }
  }

  static func refused(_ line: Int?, _ problem: String) -> SlipwayError {
    SlipwayError.invalid(field, (line.map { "line \($0): " } ?? "") + problem)
  }
}
