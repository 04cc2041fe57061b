import SlipwayCore

/// What may stand in the path of a call: nothing that could lead to another call.
enum DockerName {
  /// The name or id of a service, container, network, volume or task.
  static func check(_ name: String) throws -> String {
    guard let first = name.first, first.isASCII, first.isLetter || first.isNumber || first == "_",
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) })
    else { throw SlipwayError(.badRequest, "\"\(name)\" is no name of anything in Docker.") }
    return name
  }

  /// The name or id of an image, which has parts.
  static func check(image: String) throws -> String {
    let allowed = image.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-/:@".contains($0)) }
    let parts = image.split(separator: "/", omittingEmptySubsequences: false)
    guard allowed, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      throw SlipwayError(.badRequest, "\"\(image)\" is no name of an image.")
    }
    return image
  }
}
