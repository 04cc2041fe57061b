/// Tells whether a compose file may have something built, before Docker Compose has read it.
package enum ComposeBuilds {
  /// Looks at the text alone: another file that it brings in counts as a build, and so does what cannot be read.
  package static func mayBuild(_ text: String) -> Bool {
    // Most files have none of the words; one that is written with escapes could hide it.
    guard text.contains("\\") || words.contains(where: text.contains) else { return false }
    guard let root = try? YAMLTree.read(text, field: ComposeFile.field) else { return true }
    if let include = root["include"], !include.isNull { return true }
    return (root["services"]?.pairs ?? []).contains { service in
      if let build = service.value["build"], !build.isNull { return true }
      guard let file = service.value["extends"]?["file"] else { return false }
      return !file.isNull
    }
  }

  private static let words = ["build", "include", "extends"]
}
