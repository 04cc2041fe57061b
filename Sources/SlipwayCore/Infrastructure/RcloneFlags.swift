/// Which flags for rclone a person may add: those that tune a transfer, and none that names a file, a command, a
/// credential or another place.
package enum RcloneFlags {
  private static let names: Set<String> = [
    "--bwlimit", "--buffer-size", "--checkers", "--checksum", "--contimeout", "--disable-http2",
    "--expect-continue-timeout",
    "--fast-list", "--ignore-checksum", "--low-level-retries", "--no-check-certificate", "--no-traverse",
    "--retries", "--size-only", "--streaming-upload-cutoff", "--timeout", "--tpslimit", "--tpslimit-burst",
    "--transfers", "--use-server-modtime", "--user-agent",
  ]
  private static let refusedS3: Set<String> = [
    "--s3-access-key-id", "--s3-secret-access-key", "--s3-session-token", "--s3-env-auth", "--s3-profile",
    "--s3-shared-credentials-file", "--s3-sse-customer-key", "--s3-sse-customer-key-base64", "--s3-endpoint",
    "--s3-sts-endpoint", "--s3-versions", "--s3-version-at", "--s3-role-arn",
  ]

  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  package static func check(_ flags: [String], field: String) throws {
    for flag in flags {
      let name = String(flag.prefix { $0 != "=" })
      let value = flag.dropFirst(name.count + 1)
      let isSpeltRight =
        name.hasPrefix("--")
        && name.dropFirst(2).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._:/@-".contains($0)) }
      guard isSpeltRight, flag.utf8.count <= 200 else {
        throw SlipwayError.invalid(field, "'\(flag.prefix(60))' must look like --flag or --flag=value")
      }
      let isAllowed = names.contains(name) || (name.hasPrefix("--s3-") && !refusedS3.contains(name))
      guard isAllowed else {
        throw SlipwayError.invalid(
          field, "the flag \(name.prefix(60)) is not taken here: it does not tune a transfer")
      }
    }
  }
}
