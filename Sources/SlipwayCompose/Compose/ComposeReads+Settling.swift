extension ComposeReads {
  /// The same file with the values of variables in the place of their names wherever a path is opened while it is read: what
  /// was looked at beforehand is what Compose opens, however it would have understood the name of a variable.
  package static func settled(_ source: String, environment: [String: String]) throws -> String {
    let root = try YAMLTree.read(source, field: ComposeFile.field)
    let interpolation = ComposeInterpolation(environment: environment)
    func settle(_ node: inout YAMLNode) {
      node.updateText { interpolation.value(of: $0).replacing("$", with: "$$") }
      node.updateItems { settle(&$0) }
      for key in ["path", "env_file", "project_directory", "file"] {
        guard var inner = node[key] else { continue }
        settle(&inner)
        node[key] = inner
      }
    }
    var settled = root
    if var include = settled["include"] {
      settle(&include)
      settled["include"] = include
    }
    settled["services"]?.updatePairs { service in
      for key in ["env_file", "label_file", "extends"] {
        guard var node = service.value[key] else { continue }
        settle(&node)
        service.value[key] = node
      }
    }
    return settled == root ? source : try YAMLTree.write(settled)
  }
}
