import SlipwayCore

/// The sockets here that lead to sockets over there, and the connection that each goes through.
struct SSHForwards {
  private static let patience = Duration.seconds(10)
  private var known: [String: (socket: String, master: Int)] = [:]

  /// - Parameter master: the number of the connection that stands; what went through another one leads nowhere.
  func socket(to path: String, over master: Int) -> String? {
    known[path].flatMap { $0.master == master ? $0.socket : nil }
  }

  /// The same for the same one, also after another connection.
  mutating func next(for path: String, in folder: String) -> String {
    let socket = known[path]?.socket ?? "\(folder)/f\(known.count)"
    // Kept at once, so that no other one takes it; no connection has this number.
    known[path] = (socket, -1)
    return socket
  }

  mutating func keep(_ socket: String, to path: String, over master: Int) { known[path] = (socket, master) }

  /// Asks the connection that stands for it.
  static func command(
    from socket: String, to path: String, over control: String, _ destination: SSHDestination
  ) throws -> Command {
    guard path.hasPrefix("/"), !path.contains(":") else {
      throw SlipwayError(.internal, "\(path) is no path of a socket.")
    }
    var command = Command([
      "ssh", "-F", "/dev/null", "-S", control, "-O", "forward", "-o", "LogLevel=ERROR", "-L", "\(socket):\(path)",
      "--",
      destination.address,
    ])
    command.deadline = patience
    return command
  }

  static func refusal(_ destination: SSHDestination, _ lines: [String]) -> SlipwayError {
    SlipwayError(
      .unreachable, "\(destination.name) does not let its sockets be reached: \(lines.last ?? "ssh says no").",
      details: ["server": destination.id])
  }
}
