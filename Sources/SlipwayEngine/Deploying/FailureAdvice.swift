package import SlipwayCore

/// Turns what Docker says of a task into a sentence for the person and one about what to do.
package struct FailureAdvice: Sendable, Hashable {
  package var summary: String
  package var advice: String?

  package init(summary: String, advice: String?) {
    self.summary = summary
    self.advice = advice
  }

  /// Of a task that ended, was refused or never began.
  /// - Parameters:
  ///   - memoryLimit: as typed, for the words about it.
  ///   - isUnhealthy: what its health check said last; Swarm stops such a container, which may then end in peace.
  ///   - hasLog: whether the container wrote anything.
  package init(
    task: TaskFact, exitCode: Int?, isOutOfMemory: Bool, isUnhealthy: Bool = false, memoryLimit: String?, hasLog: Bool
  ) {
    let message = task.error ?? ""
    if isOutOfMemory {
      self.init(
        summary: "The container was stopped because it used more memory than it may.",
        advice: memoryLimit.map { "Raise the memory limit, which is \($0), or make the application use less." }
          ?? "The server has no memory left: stop something, or give the application a limit that it keeps.")
    } else if message.lowercased().contains("no such image"), task.image.contains("@sha256:") {
      self.init(
        summary: "A node of the Swarm could not get the image from its registry.",
        advice:
          "On that node, docker pull of the name below says why: it has to reach the registry and to trust it, also "
          + "where this server has the image already.")
    } else if let known = Self.refusals.first(where: { message.lowercased().contains($0.words) }) {
      self.init(summary: known.summary, advice: known.advice)
    } else if task.state == .rejected {
      self.init(
        summary: "Docker refused to start the container.", advice: "Mend what Docker says below, then deploy again.")
    } else if isUnhealthy || message.contains("unhealthy container") {
      self.init(
        summary: "The container's health check failed.",
        advice: "Look at the log below, and check the command and the times of the health check.")
    } else {
      self = Self.ended(exitCode: exitCode, hasLog: hasLog)
    }
  }

  /// Of tasks that did not come to run in time.
  package static func late(seconds: Double, reason: String?) -> FailureAdvice {
    let time = seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    if let reason, let known = refusals.first(where: { reason.lowercased().contains($0.words) }) {
      return FailureAdvice(summary: known.summary, advice: known.advice)
    }
    return FailureAdvice(
      summary: "The new version did not become ready within \(time) seconds.",
      advice: "Look at the log below. If it only needs longer, raise the start time in the settings or the health "
        + "check's StartPeriod.")
  }

  /// Of tasks that Docker has said nothing of for so long.
  /// - Parameter words: of a server, why it cannot be reached.
  package static func silent(seconds: Double, words: String? = nil) -> FailureAdvice {
    if let words {
      return FailureAdvice(
        summary: "\(words) Nobody knows whether it runs.",
        advice: "What was begun there is taken away as soon as the server answers again; then deploy again.")
    }
    return FailureAdvice(
      summary: "Docker has not answered for \(Duration.seconds(seconds).inWords), so nobody knows whether it runs.",
      advice: "Look whether the Docker Engine runs (`systemctl status docker`), then deploy again.")
  }

  private static func ended(exitCode: Int?, hasLog: Bool) -> FailureAdvice {
    let look =
      hasLog
      ? "The container's last lines below say why." : "It wrote nothing; look at the command it is started with."
    return switch exitCode {
    case 0:
      FailureAdvice(
        summary: "The process ended by itself (exit code 0) although it should serve.",
        advice: "Start it in the foreground: the container lives only as long as its first process.")
    case 126, 127:
      FailureAdvice(
        summary: "The command could not be run (exit code \(exitCode ?? 127)).",
        advice:
          "Check the command in the settings or in the Dockerfile: it must exist in the image and be executable.")
    case 137:
      FailureAdvice(summary: "The container was killed (exit code 137).", advice: look)
    case .some(let code):
      FailureAdvice(summary: "The container ended with exit code \(code).", advice: look)
    case nil:
      FailureAdvice(summary: "The container did not stay running.", advice: look)
    }
  }

  private static let refusals: [(words: String, summary: String, advice: String)] = [
    (
      "bind source path does not exist", "A folder that is mounted does not exist on the server.",
      "Create the folder that Docker names below, or change the mount's host path."
    ),
    (
      "no such image", "The image is not on the server.",
      "Deploy again so that it is built or pulled once more."
    ),
    (
      "executable file not found", "The command that the container starts with is not in the image.",
      "Check the command in the settings, or CMD and ENTRYPOINT in the Dockerfile."
    ),
    (
      "exec format error", "The image was made for another kind of processor.",
      "Build or choose an image for this server's architecture; a start script needs a first line such as #!/bin/sh."
    ),
    (
      "permission denied", "The command that the container starts with is not executable.",
      "Make the file executable in the image (RUN chmod +x …)."
    ),
    (
      "host-mode port already in use", "A published port is already in use on the server.",
      "Choose another published port, or stop what uses this one."
    ),
    (
      "port is already allocated", "A published port is already in use on the server.",
      "Choose another published port, or stop what uses this one."
    ),
    (
      "insufficient resources", "No node has the memory or the processors that are reserved.",
      "Lower the reservation of memory or CPU, or free some on the server."
    ),
    (
      "scheduling constraints not satisfied", "No node fits the placement constraints.",
      "Change the placement constraints, or add the label that they ask for to a node."
    ),
    (
      "no suitable node", "No node of the Swarm can run it.",
      "See Docker's words below; `docker node ls` on the server says whether the nodes are ready."
    ),
    (
      "invalid mount config", "A mount is not possible.",
      "Mend the mount that Docker names below."
    ),
  ]
}

extension FailureAdvice {
  /// Of a domain that the new version does not answer at.
  package static func unanswered(_ domain: Domain, finding: SocketTable.Finding?) -> FailureAdvice {
    let place = domain.host + (domain.path == "/" ? "" : domain.path)
    switch finding {
    case .loopbackOnly:
      return FailureAdvice(
        summary: "The application listens on 127.0.0.1:\(domain.port) only, where the proxy cannot reach it.",
        advice: "Make it listen on 0.0.0.0 (many frameworks take HOST=0.0.0.0 or --host 0.0.0.0).")
    case .otherPorts(let ports):
      let list = ports.map(String.init).joined(separator: ", ")
      return FailureAdvice(
        summary: "The application listens on port \(list), but \(place) sends requests to port \(domain.port).",
        advice: ports.count == 1
          ? "Set the domain's port to \(list), or make the application listen on \(domain.port)."
          : "Set the domain's port to one of these, or make the application listen on \(domain.port).")
    case .nothing:
      return FailureAdvice(
        summary: "The application runs but listens on no port, so \(place) cannot be answered.",
        advice: "Make it listen on 0.0.0.0:\(domain.port), or change the domain's port to the one it listens on.")
    case .accepting:
      return FailureAdvice(
        summary:
          "The application accepts connections on port \(domain.port), but \(place) got no answer through the proxy.",
        advice:
          "Check that it speaks plain HTTP on this port, does not wait for something that never comes (a database, "
          + "a lock), and is on the proxy's network. If its first answer only needs longer, raise the start time.")
    case nil:
      return FailureAdvice(
        summary: "\(place) got no answer from port \(domain.port) of the new version.",
        advice: "Check that the application listens on 0.0.0.0:\(domain.port) and speaks plain HTTP there.")
    }
  }

  /// Of a domain whose route the proxy does not have.
  package static func noRoute(_ domain: Domain) -> FailureAdvice {
    let names = domain.middlewares.joined(separator: ", ")
    return FailureAdvice(
      summary: "The proxy does not route \(domain.host).",
      advice: names.isEmpty
        ? "Check that the proxy runs: its service's log says what it refused."
        : "Check that the domain's middlewares exist (\(names)): the proxy drops a route that names an unknown one.")
  }
}

extension FailureAdvice {
  /// Of a proxy that is not there.
  /// - Parameters:
  ///   - place: of a server its name and address; `nil` is this machine.
  ///   - said: Docker's words of its task; `nil` when Docker has none.
  static func noProxy(port: Int, instance: String, place: String? = nil, said: String?) -> FailureAdvice {
    let summary = "The proxy does not answer on port \(port) of \(place ?? "this server")."
    if let place, said == nil {
      return FailureAdvice(
        summary: summary,
        advice:
          "Check that \(place) lets this machine in on that port (its firewall), and that the server is set up; then "
          + "deploy again.")
    }
    guard let said else {
      let name = ProxyService.name(instance: instance)
      return FailureAdvice(
        summary: summary,
        advice: "Docker names no reason; `docker service logs \(name)` has its log. Then deploy again.")
    }
    guard said.lowercased().contains("bind source path does not exist") else {
      return FailureAdvice(
        summary: summary,
        advice: "Docker says below why it does not run. Mend that: the proxy starts by itself; then deploy again.")
    }
    return FailureAdvice(
      summary: summary,
      advice: "Docker does not see the folder below, which is in Slipway's data directory: the Docker Engine must "
        + "see the same files under the same path as Slipway. Choose another `--data-dir`, then deploy again.")
  }
}
