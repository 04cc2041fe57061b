/// What a checkout holds, as far as it says how it is built: the paths of its files, and the texts of those that describe it.
package struct SourceTree: Sendable, Hashable {
  /// Relative to the folder that is built, with `/` between folders.
  package var paths: Set<String>
  /// The texts of manifests, lock files and their like, by path.
  package var texts: [String: String]

  package init(paths: Set<String> = [], texts: [String: String] = [:]) {
    self.paths = paths.union(texts.keys)
    self.texts = texts
  }

  /// Whether there is a file of this path.
  package func has(_ path: String) -> Bool { paths.contains(path) }
}
