/// Finds what Docker Compose opens while it reads a compose file: the files that `include` and `extends` bring in, and
/// those of variables and labels.
package struct ComposeReads: Sendable {
  /// What relative paths start from.
  private let folder: ComposePlace
  /// Variables that have a value here; `nil` where nobody knows which they have.
  private let interpolation: ComposeInterpolation?
  private(set) var found: [ComposeRead] = []

  init(of root: YAMLNode, folder: ComposePlace, interpolation: ComposeInterpolation?) {
    self.folder = folder
    self.interpolation = interpolation
    for entry in root["include"]?.items ?? [] { look(atInclude: entry) }
    for service in root["services"]?.pairs ?? [] { look(atService: service) }
  }

  /// - Parameters:
  ///   - folder: what relative paths in the file start from.
  ///   - environment: the variables that it is read with; `nil` when they are not known, as of a file that another brings
  ///     in: a path with a variable leads nowhere then.
  /// - Throws: ``SlipwayError`` `badRequest` naming the line that cannot be read.
  package static func all(
    in text: String, folder: ComposePlace, environment: [String: String]?
  ) throws -> [ComposeRead] {
    let root = try YAMLTree.read(text, field: ComposeFile.field)
    return ComposeReads(of: root, folder: folder, interpolation: environment.map(ComposeInterpolation.init)).found
  }

  /// Whether other compose files are part of it.
  package static func bringOthers(_ reads: [ComposeRead]) -> Bool { reads.contains { $0.content != .values } }

  private mutating func look(atInclude entry: YAMLNode) {
    if entry.text != nil { return include(value(entry), folder: nil, entry.line) }
    let paths = entry["path"].map { $0.items ?? [$0] } ?? []
    let own = entry["project_directory"].map(value)
    for path in paths {
      include(value(path), folder: own ?? Self.parent(of: paths.first.map(value) ?? ""), path.line ?? entry.line)
    }
    for file in entry["env_file"].map({ $0.items ?? [$0] }) ?? [] {
      note(.values, value(file), "include.env_file", file.line ?? entry.line)
    }
  }

  /// - Parameter named: the folder that its own paths start from, where that is not the file's.
  private mutating func include(_ path: String, folder named: String?, _ line: Int?) {
    let place = resolve(path)
    let home = named.map { $0.isEmpty ? folder : resolve($0) } ?? place?.folder
    found.append(
      ComposeRead(
        content: .composeFile(folder: home), place: home == nil ? nil : place, path: "include", line: line,
        typed: path))
    // Its variables are looked for beside it, too.
    guard let home else { return }
    let variables = ComposePlace(root: home.root, parts: home.parts + [".env"])
    found.append(ComposeRead(content: .values, place: variables, path: "include", line: line, typed: variables.path))
  }

  private mutating func look(atService service: YAMLNode.Pair) {
    let path = "services.\(service.key.text)"
    for pair in service.value.pairs ?? [] where !pair.value.isNull {
      switch pair.key.text {
      case "env_file", "label_file":
        for item in pair.value.items ?? [pair.value] {
          let file = item.text == nil ? item["path"].map(value) ?? "" : value(item)
          note(.values, file, "\(path).\(pair.key.text)", item.line ?? pair.line)
        }
      case "extends":
        guard let file = pair.value["file"], !file.isNull else { continue }
        note(.composeFile(folder: nil), value(file), "\(path).extends", pair.line)
      default: continue
      }
    }
  }

  private mutating func note(_ content: ComposeRead.Content, _ typed: String, _ path: String, _ line: Int?) {
    found.append(ComposeRead(content: content, place: resolve(typed), path: path, line: line, typed: typed))
  }

  /// `../files` is the folder of file mounts in the stack's own file, which alone is known to be led there.
  private func resolve(_ path: String) -> ComposePlace? {
    let files = ComposeFilesFolder.published
    guard interpolation != nil, path == files || path.hasPrefix(files + "/") else { return folder.following(path) }
    let rest = path.dropFirst(files.count).drop { $0 == "/" }
    let root = ComposePlace(root: .files, parts: [])
    return rest.isEmpty ? root : root.following(String(rest))
  }

  private func value(_ node: YAMLNode) -> String {
    node.text.map { interpolation?.value(of: $0) ?? $0 } ?? ""
  }

  private static func parent(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}
