/// Sets the names of a stack apart by putting a suffix behind each: two stacks of one file do not meet.
struct ComposeSuffix {
  /// What the suffix goes to.
  enum Scope {
    case everything, volumes
  }

  let suffix: String
  let scope: Scope
  /// A network that all stacks share keeps its name.
  let sharedNetworks: Set<String>

  init(_ suffix: String, scope: Scope = .everything, sharedNetworks: Set<String> = []) {
    self.suffix = suffix
    self.scope = scope
    self.sharedNetworks = sharedNetworks
  }

  /// - Returns: `nil` when the settings want no suffix. An isolated stack has a network of its own instead, and at most
  ///   its volumes are set apart.
  init?(_ settings: ComposeSettings) {
    let shared: Set = [settings.proxyNetwork, ComposeNetworks.publishedName]
    if settings.isIsolated {
      guard settings.isolatesVolumes else { return nil }
      self.init(settings.isolatedNetwork, scope: .volumes, sharedNetworks: shared)
    } else {
      guard let suffix = settings.suffix, !suffix.isEmpty else { return nil }
      self.init(suffix, sharedNetworks: shared)
    }
  }

  func apply(to file: inout ComposeFile) -> [ComposeAddition] {
    var sections = ["volumes"]
    if scope == .everything {
      renameKeys(of: "services", in: &file)
      for section in ["networks", "configs", "secrets"] { renameKeys(of: section, in: &file) }
      sections = ["services", "networks", "volumes", "configs", "secrets"]
    }
    renameKeys(of: "volumes", in: &file)
    file.updateServices { _, body in
      if scope == .everything { rename(in: &body) }
      body["volumes"]?.updateItems(renameVolume)
    }
    return sections.filter { file.root[$0]?.pairs?.isEmpty == false }.map {
      ComposeAddition(path: $0, reason: "Each name ends in '-\(suffix)', so that it meets no other stack's.")
    }
  }

  private func renamed(_ name: String) -> String { name.hasSuffix("-\(suffix)") ? name : "\(name)-\(suffix)" }

  private func renamedNetwork(_ name: String) -> String {
    name == "default" || sharedNetworks.contains(name) ? name : renamed(name)
  }

  /// What stands outside the stack keeps the name that it has there.
  private func renameKeys(of section: String, in file: inout ComposeFile) {
    file.root[section]?.updatePairs { pair in
      let old = pair.key.text
      let new = section == "networks" ? renamedNetwork(old) : renamed(old)
      guard new != old else { return }
      pair.key = .text(new)
      if pair.value.isTrue("external"), pair.value["name"] == nil { pair.value["name"] = .text(old) }
    }
  }

  private func rename(in body: inout YAMLNode) {
    body["container_name"]?.updateText(renamed)
    body["depends_on"]?.updateNames(renamed)
    body["links"]?.updateNames(renameFirst)
    body["volumes_from"]?.updateNames { $0.hasPrefix("container:") ? $0 : renameFirst($0) }
    body["networks"]?.updateNames(renamedNetwork)
    for section in ["configs", "secrets"] {
      body[section]?.updateItems { item in
        if item.text != nil { item.updateText(renamed) } else { item["source"]?.updateText(renamed) }
      }
    }
    for key in ["network_mode", "ipc", "pid"] {
      body[key]?.updateText { $0.hasPrefix("service:") ? "service:" + renamed(String($0.dropFirst(8))) : $0 }
    }
    renameExtends(in: &body)
  }

  /// A service of another file has the name that it has there.
  private func renameExtends(in body: inout YAMLNode) {
    guard body["extends"]?["file"] == nil else { return }
    if body["extends"]?.text != nil { body["extends"]?.updateText(renamed) }
    body["extends"]?["service"]?.updateText(renamed)
  }

  /// `db:alias`: what follows the colon is no name of the file.
  private func renameFirst(_ text: String) -> String {
    guard let colon = text.firstIndex(of: ":") else { return renamed(text) }
    return renamed(String(text[..<colon])) + text[colon...]
  }

  private func renameVolume(_ item: inout YAMLNode) {
    guard item.text != nil else {
      if item["type"]?.text == "volume" { item["source"]?.updateText(renamed) }
      return
    }
    item.updateText { text in
      let volume = ComposeVolumeText(text)
      guard let source = volume.source, !volume.isPath else { return text }
      let slash = source.firstIndex(of: "/") ?? source.endIndex
      return volume.with(source: renamed(String(source[..<slash])) + source[slash...])
    }
  }
}
