import SlipwayCore

/// A version of Docker's Engine API, such as 1.41.
struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  var major: Int
  var minor: Int

  var description: String { "\(major).\(minor)" }

  init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
    self.init(major: major, minor: minor)
  }

  static func < (one: APIVersion, two: APIVersion) -> Bool { (one.major, one.minor) < (two.major, two.minor) }

  /// - Throws: ``SlipwayError`` `precondition_failed` when the engine is too old.
  static func agree(with engine: DockerVersion) throws -> APIVersion {
    let preferred = DockerClient.preferredVersion
    guard let newest = APIVersion(engine.ApiVersion), newest >= preferred else {
      throw SlipwayError(
        .preconditionFailed,
        "Docker \(engine.Version) speaks API \(engine.ApiVersion) only; Slipway needs \(preferred) "
          + "(Docker 20.10 or newer). Update Docker and try again.")
    }
    return max(preferred, engine.MinAPIVersion.flatMap { APIVersion($0) } ?? preferred)
  }
}
