extension ComposeDangers {
  mutating func look(atBuild build: YAMLNode.Pair, _ service: String) {
    let path = "\(service).build"
    guard let pairs = build.value.pairs else { return lookAtContext(build.value, build.line, path) }
    for pair in pairs where !pair.value.isNull {
      let here = "\(path).\(pair.key.text)"
      switch pair.key.text {
      case "context": lookAtContext(pair.value, pair.line, here)
      case "additional_contexts": lookAtContexts(pair, here)
      case "privileged" where mayBeTrue(pair.value): note(pair, here, "gives the build all of the host")
      case "entitlements" where pair.value.items?.isEmpty != true:
        note(pair, here, "gives the build more of the host than builds get")
      case "network" where !["none", "default", nil].contains(value(pair.value)):
        note(pair, here, "builds in a network from outside the stack")
      case "ssh": note(pair, here, "uses SSH keys of the host")
      case "cache_from", "cache_to":
        for item in pair.value.items ?? [] where value(item)?.contains("type=local") == true {
          note(item.line, here, "keeps its cache in a folder of the host", item)
        }
      default: continue
      }
    }
  }

  private mutating func lookAtContexts(_ pair: YAMLNode.Pair, _ path: String) {
    for entry in pair.value.pairs ?? [] { lookAtContext(entry.value, entry.line, path) }
    for item in pair.value.items ?? [] {
      let text = value(item) ?? ""
      lookAtContext(.text(String(text.drop { $0 != "=" }.dropFirst())), item.line, path)
    }
  }

  /// A folder, or an address that the builder fetches.
  private mutating func lookAtContext(_ node: YAMLNode, _ line: Int?, _ path: String) {
    let context = value(node) ?? ""
    let schemes = ["https://", "http://", "git://", "ssh://", "git@", "docker-image://", "service:", "target:"]
    guard !schemes.contains(where: context.hasPrefix), ComposeHostPath(context).isOutside else { return }
    note(line, path, "builds from a folder of the host", node)
  }
}
