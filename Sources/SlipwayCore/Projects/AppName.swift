/// The Docker-level name of a service: a DNS label, so that it is a service name, a host name and a file name at once.
package enum AppName {
  /// Room is left for the release's suffix in the service's name (63 in all).
  package static let maximumLength = 50

  /// The name of a new service: what the user typed, made a DNS label, with a random suffix.
  /// - Throws: ``SlipwayError`` `badRequest` naming `appName` when nothing usable is in it.
  package static func make(from typed: String, suffix: String = RandomText.suffix()) throws -> String {
    let allowed = typed.lowercased().map { character -> Character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    let label = String(allowed).split(separator: "-").joined(separator: "-")
    guard let first = label.first else {
      throw SlipwayError.invalid("appName", "must contain a letter or a digit (a–z, 0–9)")
    }
    let start = first.isNumber ? "app-" + label : label
    return start.prefix(maximumLength - suffix.count - 1).trimmingSuffix("-") + "-" + suffix
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `appName` when the published pattern is not met.
  package static func validate(typed: String) throws {
    let fits = typed.utf8.count <= 63 && !typed.isEmpty
    guard fits, typed.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }) else {
      throw SlipwayError.invalid("appName", "must have 1 to 63 characters of a–z, A–Z, 0–9, '.', '_' and '-'")
    }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var text = self
    while text.last == character { text.removeLast() }
    return String(text)
  }
}
