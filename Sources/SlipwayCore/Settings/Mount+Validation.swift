extension Mount {
  /// Checks every field; whether a member may bind a path of the host is the caller's access check, not this one.
  /// - Throws: ``SlipwayError`` `badRequest` naming each refused field.
  package func validate() throws {
    var problems = ValidationProblems()
    problems.require(Self.isAbsolute(mountPath), "mountPath", "must be an absolute path without '..'")
    problems.require(mountPath != "/", "mountPath", "cannot be '/'")
    switch type {
    case .bind:
      problems.require(hostPath.map(Self.isAbsolute) ?? false, "hostPath", "must be an absolute path without '..'")
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

  /// Folders of the host that give whoever mounts them the host itself.
  package var bindsHostControl: Bool {
    guard type == .bind, let hostPath else { return false }
    let path = hostPath.split(separator: "/").map(String.init)
    guard let first = path.first else { return true }
    let control: Set = ["etc", "root", "boot", "dev", "proc", "sys", "bin", "sbin", "lib", "lib64", "usr", "run"]
    return control.contains(first) || path.starts(with: ["var", "run"])
      || path.starts(with: ["var", "lib", "docker"])
      || path == ["var"] || path == ["var", "lib"] || hostPath.hasSuffix("docker.sock")
  }

  private static func isAbsolute(_ path: String) -> Bool {
    path.first == "/" && path.utf8.count <= 1024 && !path.split(separator: "/").contains("..") && isPlain(path)
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
