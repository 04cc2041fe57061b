extension Mount {
  /// Gives paths their one spelling: what is compared later must not have two.
  package mutating func normalize() {
    hostPath = hostPath.map { HostPath($0)?.text ?? $0 }
    mountPath = HostPath(mountPath)?.text ?? mountPath
  }

  /// Checks every field; whether somebody may bind a path of the host is not said here.
  /// - Throws: ``SlipwayError`` `badRequest` naming each refused field.
  package func validate() throws {
    var problems = ValidationProblems()
    problems.require(HostPath(mountPath) != nil, "mountPath", "must be an absolute path without '..'")
    problems.require(HostPath(mountPath) != .root, "mountPath", "cannot be '/'")
    switch type {
    case .bind:
      problems.require(hostPath.flatMap { HostPath($0) } != nil, "hostPath", "must be an absolute path without '..'")
    case .volume:
      problems.require(
        volumeName.map(Self.isVolumeName) ?? false, "volumeName",
        "must start with a letter or digit and have letters, digits and '_.-'")
    case .file:
      problems.require(
        filePath.map(Self.isRelativeFile) ?? false, "filePath", "must be a relative path that stays in its folder")
      problems.require((content?.reveal().utf8.count ?? 0) <= 1 << 20, "content", "may have at most 1 MiB")
    }
    try problems.throwIfAny()
  }

  private static func isRelativeFile(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.isEmpty && path.first != "/" && path.utf8.count <= 512 && isPlain(path)
      && parts.allSatisfy { !$0.isEmpty && $0 != ".." && $0 != "." }
  }

  private static func isVolumeName(_ name: String) -> Bool {
    guard let first = name.first, name.utf8.count <= 255, first.isASCII, first.isLetter || first.isNumber else {
      return false
    }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }
}
