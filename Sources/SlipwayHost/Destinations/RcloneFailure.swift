import SlipwayCore

/// What rclone says when it fails, in words that tell what to do.
enum RcloneFailure {
  private static let advice: [(sign: String, words: String)] = [
    ("SignatureDoesNotMatch", "The secret access key is not the one of this access key."),
    ("InvalidAccessKeyId", "The server does not know this access key."),
    ("NoSuchBucket", "There is no such bucket; make it first, or check its spelling and region."),
    ("AccessDenied", "The access key may not do this in the bucket: it needs to list, read, write and delete."),
    ("connection refused", "Nobody listens at that address and port."),
    ("no such host", "The name in the address cannot be found."),
    ("i/o timeout", "The server does not answer."),
    ("x509", "The server's certificate is not trusted by this machine."),
    ("server itself is refused", "It leads to this server itself, which may be no destination."),
    ("failed to execute rclone", "rclone is not installed on this server: install it and try again."),
    ("no space left", "The destination has no room left."),
    ("couldn't connect SSH", "The server refused the SSH connection: check the host, the port and the credentials."),
  ]

  static func error(_ error: SlipwayError, _ redaction: Redaction) -> SlipwayError {
    guard error.code == .commandFailed else { return error }
    var told = error
    let text = error.message + " " + (error.details["output"] ?? "")
    let words = advice.first { text.contains($0.sign) }?.words
    told.message = redaction.apply(to: words.map { "\($0) (\(error.message))" } ?? error.message)
    told.details = error.details.mapValues { redaction.apply(to: $0) }
    return told
  }
}
