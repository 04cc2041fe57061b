import Foundation

/// A git repository on the fixture's real git server, with a working copy that pushes to it.
package struct EndToEndRepository: Sendable {
  package let name: String
  /// With user and password.
  package let url: String
  /// Readable without a password.
  package let publicURL: String
  package let bare: String
  package let work: String

  /// Writes files, commits and pushes them.
  /// - Parameter files: path → text; `nil` removes the file.
  /// - Returns: the commit's full hash.
  @discardableResult
  package func push(_ files: [String: String?], message: String = "Change", branch: String = "main") async throws
    -> String
  {
    for (path, text) in files {
      let target = URL(fileURLWithPath: work + "/" + path)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      if let text {
        try text.write(to: target, atomically: true, encoding: .utf8)
      } else {
        try FileManager.default.removeItem(at: target)
      }
    }
    try await git("add", "-A")
    try await git(
      "-c", "user.name=Tester", "-c", "user.email=tester@slipway.test", "commit", "-q", "--allow-empty", "-m", message
    )
    try await git("push", "-q", url, "HEAD:refs/heads/\(branch)")
    return try await git("rev-parse", "HEAD")
  }

  @discardableResult
  package func git(_ words: String...) async throws -> String {
    try await EndToEndCommand.run(["git"] + words, in: work)
  }

  /// A Dockerfile with a web server on port 8080, which ends at once when it is told to, and its page.
  package static func page(_ text: String) -> [String: String?] {
    [
      "Dockerfile": "FROM busybox:latest\nCOPY . /site\nEXPOSE 8080\nCMD [\"sh\", \"/site/start\"]\n",
      "start": "httpd -f -p 8080 -h /site & child=$!\ntrap 'kill $child' TERM\nwait\n", "index.html": text + "\n",
    ]
  }
}
