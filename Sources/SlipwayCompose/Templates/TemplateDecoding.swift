import SlipwayCore

/// Takes the parts of a template out of its TOML, and says which key is wrong.
struct TemplateDecoding {
  let field: String

  func table(_ value: TOMLValue?, _ path: String) throws -> TOMLTable? {
    guard let value else { return nil }
    guard let table = value.table else { throw refused(path, "must be a table") }
    return table
  }

  func truth(_ value: TOMLValue?, _ path: String) throws -> Bool? {
    guard let value else { return nil }
    guard case .boolean(let truth) = value else { throw refused(path, "must be true or false") }
    return truth
  }

  /// A table of names, a list of `NAME=value`, or a list of tables of one name each.
  func variables(_ value: TOMLValue?, _ path: String) throws -> [TemplateBlueprint.Variable] {
    guard let value else { return [] }
    if let table = value.table {
      // One list of nothing stands a line too early in a published template.
      return try table.entries.filter { $0.value != .array([]) }.map { try variable($0, path) }
    }
    guard let items = value.array else { throw refused(path, "must be a table or a list") }
    return try items.enumerated().flatMap { index, item in
      let here = "\(path)[\(index)]"
      if let table = item.table { return try table.entries.map { try variable($0, here) } }
      guard let text = item.text else { throw refused(here, "must be NAME=value") }
      let line = text.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty || line.first == "#" { return [] }
      guard let equals = text.firstIndex(of: "=") else { throw refused(here, "must be NAME=value") }
      return [
        TemplateBlueprint.Variable(name: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
      ]
    }
  }

  private func variable(_ entry: TOMLTable.Entry, _ path: String) throws -> TemplateBlueprint.Variable {
    guard let text = entry.value.text else {
      throw refused("\(path).\(entry.key)", "must be a text, a number, true or false")
    }
    return TemplateBlueprint.Variable(name: entry.key, value: text)
  }

  func domains(_ value: TOMLValue?) throws -> [TemplateBlueprint.Domain] {
    let all = try tables(value, "config.domains")
    // Templates that nobody can reach name no service at all.
    guard all.contains(where: { $0["serviceName"] != nil }) else { return [] }
    return try all.enumerated().map { index, table in
      let path = "config.domains[\(index)]"
      guard let service = table["serviceName"]?.text, !service.isEmpty else {
        throw refused("\(path).serviceName", "is needed: the service that the domain leads to")
      }
      guard let port = table["port"]?.text.flatMap(Int.init), (1...65535).contains(port) else {
        throw refused("\(path).port", "must be between 1 and 65535")
      }
      return TemplateBlueprint.Domain(
        serviceName: service, port: port, host: table["host"]?.text.flatMap { $0.isEmpty ? nil : $0 },
        path: table["path"]?.text.flatMap { $0.isEmpty ? nil : $0 })
    }
  }

  func mounts(_ value: TOMLValue?) throws -> [TemplateBlueprint.Mount] {
    try tables(value, "config.mounts").enumerated().compactMap { index, table in
      let path = "config.mounts[\(index)]"
      guard let file = table["filePath"]?.text else {
        // Many templates list their volumes here, too; those are in the compose file.
        if table["content"] == nil { return nil }
        throw refused("\(path).filePath", "is needed: where the file lies below ../files")
      }
      guard let content = (table["content"] ?? .string("")).text else {
        throw refused("\(path).content", "must be a text")
      }
      return TemplateBlueprint.Mount(filePath: try relative(file, "\(path).filePath"), content: content)
    }
  }

  /// Templates write `/x`, `./x` and `x` for the same file; none may lead out of the stack's folder.
  private func relative(_ file: String, _ path: String) throws -> String {
    let parts = file.split(separator: "/").filter { $0 != "." }
    let isPlain = file.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    guard !parts.isEmpty, !parts.contains(".."), isPlain, file.utf8.count <= 512 else {
      throw refused(path, "must be a path that stays in the stack's folder")
    }
    return parts.joined(separator: "/")
  }

  private func tables(_ value: TOMLValue?, _ path: String) throws -> [TOMLTable] {
    guard let value else { return [] }
    guard let items = value.array else { throw refused(path, "must be a list of tables: [[\(path)]]") }
    guard items.count <= 200 else { throw refused(path, "may have at most 200 entries") }
    return try items.enumerated().map { index, item in
      guard let table = item.table else { throw refused("\(path)[\(index)]", "must be a table") }
      return table
    }
  }

  func refused(_ path: String, _ problem: String) -> SlipwayError {
    SlipwayError.invalid(field, "\(path) \(problem)")
  }
}
