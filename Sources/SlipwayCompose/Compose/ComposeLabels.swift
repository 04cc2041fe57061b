import SlipwayCore

/// Puts Slipway's labels on every container, over any that pretend to be them.
struct ComposeLabels {
  let settings: ComposeSettings

  init(_ settings: ComposeSettings) { self.settings = settings }

  func apply(to file: inout ComposeFile) -> [ComposeAddition] {
    var forged: [String] = []
    file.updateServices { name, body in
      if update(&body) { forged.append(name) }
      guard settings.kind == .stack, !settings.labels.isEmpty || body["deploy"]?["labels"] != nil else { return }
      var deploy = body["deploy"].flatMap { $0.pairs == nil ? nil : $0 } ?? .map([:])
      if update(&deploy) { forged.append(name) }
      body["deploy"] = deploy
    }
    var additions = forged.map {
      ComposeAddition(
        path: "services.\($0).labels", reason: "Labels that start with '\(OwnLabels.prefix)' are Slipway's own.")
    }
    if !settings.labels.isEmpty {
      additions.append(
        ComposeAddition(
          path: "services.*.labels", reason: "By these labels Slipway knows the stack's containers again."))
    }
    return additions
  }

  /// - Returns: whether a label was there that only Slipway may set.
  private func update(_ body: inout YAMLNode) -> Bool {
    var labels = body["labels"] ?? .map([:])
    if labels.isNull { labels = .map([:]) }
    let before = Self.keys(of: labels)
    let foreign = before.filter { $0.hasPrefix(OwnLabels.prefix) && settings.labels[$0] == nil }
    remove(&labels)
    for (key, value) in settings.labels.sorted(by: { $0.key < $1.key }) { add(key, value, to: &labels) }
    if before != Self.keys(of: labels) || !settings.labels.isEmpty { body["labels"] = labels }
    return !foreign.isEmpty
  }

  private func remove(_ labels: inout YAMLNode) {
    switch labels.content {
    case .list(let items):
      labels.content = .list(items.filter { !Self.isOurs($0.text.map(Self.key) ?? "") })
    case .map(let pairs):
      labels.content = .map(pairs.filter { !Self.isOurs($0.key.text) })
    case .scalar: return
    }
  }

  private func add(_ key: String, _ value: String, to labels: inout YAMLNode) {
    // A dollar sign would name a variable.
    let value = value.replacing("$", with: "$$")
    if case .list(let items) = labels.content {
      labels.content = .list(items + [.text("\(key)=\(value)")])
    } else {
      labels[key] = YAMLNode(.scalar(YAMLNode.Scalar(text: value, style: .doubleQuoted)))
    }
  }

  private static func isOurs(_ key: String) -> Bool { key.hasPrefix(OwnLabels.prefix) }

  private static func keys(of labels: YAMLNode) -> [String] {
    labels.pairs?.map(\.key.text) ?? labels.items?.compactMap { $0.text.map(key) } ?? []
  }

  private static func key(_ entry: String) -> String { String(entry.prefix { $0 != "=" }) }
}
