/// The name and the tag of an image as a payload or a person writes them, compared without Docker Hub's prefixes.
package struct ImageName: Sendable, Hashable {
  /// Everything before the tag.
  package let name: String
  /// `nil` when none is written.
  package let tag: String?

  package init(_ text: String) {
    let base = text.split(separator: "@", maxSplits: 1).first.map(String.init) ?? ""
    guard let colon = base.lastIndex(of: ":"), !base[colon...].contains("/") else {
      name = base
      tag = nil
      return
    }
    name = String(base[..<colon])
    let typed = base[base.index(after: colon)...]
    tag = typed.isEmpty ? nil : String(typed)
  }

  /// The name without what Docker Hub lets people leave out.
  package var canonical: String {
    var rest = Substring(name)
    for prefix in ["docker.io/", "index.docker.io/", "library/"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
    }
    return rest.lowercased()
  }
}
