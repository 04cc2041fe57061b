package import Foundation
import SlipwayCore

// Of containers and what they write.
extension DockerClient {
  package func inspectContainer(_ id: String) async throws -> DockerContainer? {
    try await find(
      DockerRequest("GET", "/containers/\(try DockerName.check(id))/json", "inspect the container \(id)"))
  }

  /// - Parameter all: those that do not run too.
  package func listContainers(
    labels: [String: String] = [:], all: Bool = false
  ) async throws -> [DockerContainerSummary] {
    let request = DockerRequest("GET", "/containers/json", "list containers").with("all", all ? "true" : nil)
    return try await decode(request.filtered(by: Self.filters(labels: labels)))
  }

  /// Removes a container with its anonymous volumes; one that is not there is fine.
  /// - Parameter force: ends it first when it runs.
  package func removeContainer(_ id: String, force: Bool = false) async throws {
    let request = DockerRequest(
      "DELETE", "/containers/\(try DockerName.check(id))", "remove the container \(id)")
    try await remove(request.with("v", "true").with("force", force ? "true" : nil))
  }

  /// Asks a container to end, and ends it when it has had its time; returns when it has. One that does not run is fine.
  package func stopContainer(_ id: String) async throws {
    var request = DockerRequest("POST", "/containers/\(try DockerName.check(id))/stop", "stop the container \(id)")
    request.timeout = try await grace(of: id) + .seconds(30)
    do {
      try await remove(request)
    } catch let error as SlipwayError where error.details["docker.status"] == "304" {
      // It does not run.
    }
  }

  /// Sends a signal to a container's first process, such as `SIGUSR1`.
  package func signalContainer(_ id: String, _ signal: String) async throws {
    let request = DockerRequest(
      "POST", "/containers/\(try DockerName.check(id))/kill", "send \(signal) to the container \(id)")
    _ = try await send(request.with("signal", signal))
  }

  /// Ends a container and starts it again.
  package func restartContainer(_ id: String) async throws {
    var request = DockerRequest(
      "POST", "/containers/\(try DockerName.check(id))/restart", "restart the container \(id)")
    request.timeout = try await grace(of: id) + .seconds(30)
    _ = try await send(request)
  }

  /// How long its own settings let a container take to end; never less than a busy engine needs.
  private func grace(of id: String) async throws -> Duration {
    .seconds(max(60, try await inspectContainer(id)?.Config.StopTimeout ?? 0))
  }

  /// Whether a container writes to a terminal: its log is then one stream without frames.
  /// - Throws: ``SlipwayError`` `not_found`.
  package func containerIsTTY(_ id: String) async throws -> Bool {
    let request = DockerRequest("GET", "/containers/\(try DockerName.check(id))/json", "inspect the container \(id)")
    return try await decode(request, as: DockerContainer.self).Config.Tty ?? false
  }

  /// What a container wrote and, when followed, writes until it ends.
  /// - Parameters:
  ///   - tail: how many of the last lines; `nil` is all.
  ///   - timestamps: begins each line with its time in RFC 3339.
  package func containerLogs(
    _ id: String, tail: Int? = nil, follow: Bool = false, since: Date? = nil, timestamps: Bool = false
  ) async throws -> LogStream {
    let request = Self.logs(
      "/containers/\(try DockerName.check(id))/logs", "read the log of the container \(id)",
      LogRange(tail: tail, follow: follow, since: since, timestamps: timestamps))
    return LogStream(body: try await open(request), isTTY: try await containerIsTTY(id))
  }

  /// What all tasks of a service wrote and, when followed, write.
  package func serviceLogs(
    _ name: String, tail: Int? = nil, follow: Bool = false, since: Date? = nil, timestamps: Bool = false
  ) async throws -> LogStream {
    let request = Self.logs(
      "/services/\(try DockerName.check(name))/logs", "read the log of the service \(name)",
      LogRange(tail: tail, follow: follow, since: since, timestamps: timestamps))
    let isTTY = try await inspectService(name)?.Spec.TaskTemplate.ContainerSpec.TTY ?? false
    return LogStream(body: try await open(request), isTTY: isTTY)
  }

  static func logs(_ path: String, _ what: String, _ range: LogRange) -> DockerRequest {
    DockerRequest("GET", path, what)
      .with("stdout", "true").with("stderr", "true")
      .with("tail", range.tail.map { String(max(0, $0)) } ?? "all")
      .with("follow", range.follow ? "true" : nil).with("timestamps", range.timestamps ? "true" : nil)
      .with("since", range.since.map(DockerTime.seconds))
  }
}

/// Which part of a log is wanted.
struct LogRange {
  var tail: Int?
  var follow: Bool
  var since: Date?
  var timestamps: Bool
}
