extension ComposeService {
  /// - Parameter isAwaited: another service waits until this one has ended well.
  init(name: String, body: YAMLNode, isAwaited: Bool) {
    self.name = name
    image = body["image"]?.text
    hasBuild = body["build"].map { !$0.isNull } ?? false
    hasHealthcheck = Self.hasHealthcheck(body["healthcheck"])
    isOneShot = isAwaited || Self.ends(body)
    volumes = Self.volumes(of: body)
    publishedPorts = (body["ports"]?.items ?? []).compactMap(Self.publishedPort)
    containerName = body["container_name"]?.text
    replicas = [body["deploy"]?["replicas"], body["scale"]].lazy.compactMap { $0?.text.flatMap(Int.init) }.first ?? 1
    profiles = (body["profiles"]?.items ?? []).compactMap(\.text)
    networks = Self.names(in: body["networks"])
    networkMode = body["network_mode"]?.text
    dependencies = Self.dependencies(of: body)
  }

  /// Service → condition, of the list form and of the map form.
  static func dependencies(of body: YAMLNode) -> [String: String] {
    let node = body["depends_on"]
    let pairs =
      node?.pairs?.map { ($0.key.text, $0.value["condition"]?.text ?? "service_started") }
      ?? names(in: node).map { ($0, "service_started") }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The names in a list of names or in a map's keys.
  static func names(in node: YAMLNode?) -> [String] {
    node?.pairs?.map(\.key.text) ?? node?.items?.compactMap(\.text) ?? []
  }

  private static func hasHealthcheck(_ node: YAMLNode?) -> Bool {
    guard let node, node.pairs?.isEmpty == false else { return false }
    let isDisabled = node["disable"]?.text?.lowercased() == "true"
    let first = node["test"]?.items?.first?.text ?? node["test"]?.text
    return !isDisabled && first != "NONE"
  }

  /// Says of itself that nothing restarts it.
  private static func ends(_ body: YAMLNode) -> Bool {
    let jobs: Set = ["replicated-job", "global-job"]
    if let mode = body["deploy"]?["mode"]?.text, jobs.contains(mode) { return true }
    if body["deploy"]?["restart_policy"]?["condition"]?.text == "none" { return true }
    // A plain `no` is a text to Compose, and a truth value to older readers.
    return ["no", "false"].contains(body["restart"]?.text?.lowercased())
  }

  private static func volumes(of body: YAMLNode) -> [Volume] {
    let tmpfs = body["tmpfs"]?.items?.compactMap(\.text) ?? [body["tmpfs"]?.text].compactMap { $0 }
    return (body["volumes"]?.items ?? []).compactMap(volume)
      + tmpfs.map { Volume(kind: .tmpfs, source: nil, target: $0, isReadOnly: false) }
  }

  private static func volume(_ node: YAMLNode) -> Volume? {
    if let text = node.text { return ComposeVolumeText(text).volume }
    guard let target = node["target"]?.text else { return nil }
    let source = node["source"]?.text
    let kind: Volume.Kind =
      switch node["type"]?.text {
      case "bind": .bind
      case "volume": source == nil ? .anonymous : .volume
      case "tmpfs": .tmpfs
      default: .other
      }
    return Volume(
      kind: kind, source: source, target: target, isReadOnly: node["read_only"]?.text?.lowercased() == "true")
  }

  /// The host's side of a port; `nil` when Docker chooses it.
  private static func publishedPort(_ node: YAMLNode) -> String? {
    guard let text = node.text else {
      guard let published = node["published"]?.text, !published.isEmpty, published != "0" else { return nil }
      return [node["host_ip"]?.text, published].compactMap { $0 }.joined(separator: ":")
    }
    let ports = text.prefix { $0 != "/" }
    guard let colon = ports.lastIndex(of: ":") else { return nil }
    let host = ports[..<colon]
    return host.hasSuffix(":") || host.isEmpty ? nil : String(host)
  }
}
