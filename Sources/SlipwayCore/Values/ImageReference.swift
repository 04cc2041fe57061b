/// The name of an image: `[registry[:port]/]path[:tag][@digest]`.
package struct ImageReference: Hashable, Sendable, CustomStringConvertible {
  /// Everything before the tag and the digest.
  package var name: String
  package var tag: String?
  package var digest: String?

  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when the text is no image reference.
  package init(parsing text: String, field: String = "dockerImage") throws {
    let problem = SlipwayError.invalid(field, "must be an image such as nginx:1.27 or ghcr.io/owner/app@sha256:…")
    var rest = Substring(text)
    if let at = rest.firstIndex(of: "@") {
      digest = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
      guard Self.isDigest(digest ?? "") else { throw problem }
    }
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
      tag = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
      guard Self.isTag(tag ?? "") else { throw problem }
    }
    name = String(rest)
    guard Self.isName(rest), name.utf8.count <= 255 else { throw problem }
  }

  /// The registry's host, with its port; `docker.io` where the name has none.
  package var registry: String {
    let parts = name.split(separator: "/", maxSplits: 1)
    guard parts.count > 1, Self.looksLikeHost(parts[0]) else { return "docker.io" }
    return String(parts[0])
  }

  package var description: String { name + (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0 } ?? "") }

  private static func isDigest(_ text: String) -> Bool {
    text.hasPrefix("sha256:") && text.utf8.count == 71 && text.dropFirst(7).allSatisfy(\.isHexDigit)
  }

  private static func isTag(_ text: String) -> Bool {
    guard let first = text.first, text.utf8.count <= 128, first != ".", first != "-" else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
  }

  private static func isName(_ text: Substring) -> Bool {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 1, let first = parts.first, looksLikeHost(first) {
      guard isRegistry(first) else { return false }
      parts.removeFirst()
    }
    return !parts.isEmpty && parts.allSatisfy(isPathPart)
  }

  private static func looksLikeHost(_ part: Substring) -> Bool {
    part.contains(".") || part.contains(":") || part == "localhost"
  }

  private static func isRegistry(_ text: Substring) -> Bool {
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count <= 2, let host = halves.first, (try? Hostname.normalize(String(host))) != nil else {
      return false
    }
    return halves.count == 1 || Int(halves[1]).map { (1...65535).contains($0) } ?? false
  }

  private static func isPathPart(_ part: Substring) -> Bool {
    guard let first = part.first, let last = part.last else { return false }
    let edges = { (character: Character) in character.isLowercase || character.isNumber }
    return edges(first) && edges(last)
      && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || "_.-".contains($0)) }
  }
}
