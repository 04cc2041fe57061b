extension Destination {
  /// Checks every field; whether its address may be reached is checked where it is looked up.
  /// - Throws: ``SlipwayError`` `badRequest` naming each refused field.
  package func validate() throws {
    var problems = ValidationProblems()
    let isRemote = provider == Self.remoteProvider
    problems.require(
      isRemote == (remote != nil), "rcloneConfig", "must be given for the provider rclone, and only there")
    if !isRemote {
      problems.require(
        !accessKey.isEmpty && Self.isPlain(accessKey), "accessKey", "must be the access key's identifier")
      problems.require(
        !secretAccessKey.isEmpty && Self.isPlain(secretAccessKey.reveal()), "secretAccessKey",
        "must be the secret access key")
      problems.require(!bucket.isEmpty, "bucket", "must be the bucket's name")
    }
    problems.require(
      Self.isPlain(bucket) && !bucket.split(separator: "/").contains("..") && !bucket.contains(":")
        && bucket.utf8.count <= 512, "bucket", "must be a name, with folders after '/' if you like")
    problems.require(Self.isWord(provider ?? ""), "provider", "must be one of rclone's words for S3 providers")
    problems.require(Self.isWord(region), "region", "must be a region's name, such as eu-central-1")
    problems.require(
      Self.isWebAddress(endpoint), "endpoint", "must be an address such as https://s3.example.org, without a path")
    try problems.throwIfAny()
    try RcloneFlags.check(additionalFlags, field: "additionalFlags")
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.count <= 4096 && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }

  private static func isWord(_ text: String) -> Bool {
    text.utf8.count <= 100 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }

  /// A scheme may be left out, as rclone allows it too.
  private static func isWebAddress(_ text: String) -> Bool {
    guard isPlain(text), !text.contains(where: { " @?#\\".contains($0) }) else { return false }
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !["http", "https"].contains(parts[0].lowercased()) { return false }
    let place = parts.last ?? ""
    let host = place.prefix { $0 != ":" && $0 != "/" }
    return text.isEmpty || (!host.isEmpty && !place.dropLast(place.hasSuffix("/") ? 1 : 0).contains("/"))
  }
}
