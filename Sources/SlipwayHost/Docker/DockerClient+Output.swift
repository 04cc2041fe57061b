import SlipwayCore

/// Which part of what a container wrote is copied.
package struct OutputRange: Sendable, Hashable {
  /// Seconds since 1970 with nine digits behind the point; `nil` is from the beginning.
  package var since: String?
  /// At most so many of the last lines.
  package var tail: Int
  /// Whether it goes on until the container ends.
  package var isFollowed: Bool

  package init(since: String? = nil, tail: Int, isFollowed: Bool = false) {
    self.since = since
    self.tail = tail
    self.isFollowed = isFollowed
  }
}

// What containers wrote, each line with its time to the nanosecond.
extension DockerClient {
  package func output(ofContainer id: String, _ range: OutputRange, isTTY: Bool) async throws -> LogStream {
    try await output("/containers/\(try DockerName.check(id))/logs", range, isTTY)
  }

  /// Of a container on whichever node of the Swarm.
  package func output(ofTask id: String, _ range: OutputRange, isTTY: Bool) async throws -> LogStream {
    try await output("/tasks/\(try DockerName.check(id))/logs", range, isTTY)
  }

  private func output(_ path: String, _ range: OutputRange, _ isTTY: Bool) async throws -> LogStream {
    let request = DockerRequest("GET", path, "read what a container wrote")
      .with("stdout", "true").with("stderr", "true").with("timestamps", "true").with("tail", String(range.tail))
      .with("follow", range.isFollowed ? "true" : nil).with("since", range.since)
    return LogStream(body: try await open(request), isTTY: isTTY)
  }
}
