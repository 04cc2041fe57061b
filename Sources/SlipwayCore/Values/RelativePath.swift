/// A path below a folder that cannot leave it.
package enum RelativePath {
  /// - Returns: the path without leading, trailing and doubled slashes and `.` parts; empty for the folder itself.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` for `..`, control characters or a part that starts with `-`.
  package static func normalize(_ typed: String, field: String) throws -> String {
    let parts = typed.split(separator: "/").filter { $0 != "." }
    let plain = typed.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "\\" }
    guard plain, typed.utf8.count <= 1024, !parts.contains(".."), !parts.contains(where: { $0.hasPrefix("-") }) else {
      throw SlipwayError.invalid(field, "must be a path inside the repository, without '..' and leading '-'")
    }
    return parts.joined(separator: "/")
  }
}
