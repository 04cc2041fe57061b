import SlipwayHost

extension DockerClient {
  /// - Returns: the last lines that a container wrote, at most `count`.
  func lastLines(container: String, count: Int) async throws -> [String] {
    try await Self.read(containerLogs(container, tail: count), count: count)
  }

  /// - Returns: the last lines that the tasks of a service wrote, at most `count`.
  func lastLines(service: String, count: Int) async throws -> [String] {
    try await Self.read(serviceLogs(service, tail: count), count: count)
  }

  private static func read(_ log: LogStream, count: Int) async throws -> [String] {
    var lines: [String] = []
    for try await line in log.lines {
      // One endless line must not fill the row that keeps it.
      lines.append(String(line.text.prefix(4096)))
      if lines.count > count { lines.removeFirst() }
    }
    return lines
  }
}
