import Foundation
import SlipwayCore
import SlipwayHost

/// Questions to a server's machine that set-up and checks both ask.
struct ServerMachine: Sendable {
  /// The programs that a step runs may take so long; a question never does.
  private static let patience = Duration.seconds(20)
  let host: any SlipwayHost.Host

  /// Its operating system, as `/etc/os-release` names it.
  struct System: Sendable, Hashable {
    var id: String
    var like: [String]
    var name: String

    /// Whether its packages come by apt.
    var isDebian: Bool { ([id] + like).contains { $0 == "debian" || $0 == "ubuntu" } }
  }

  func system() async throws -> System {
    let text = (try? await host.files.readText("/etc/os-release")) ?? ""
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return (String(parts[0]), parts[1].trimmingCharacters(in: ["\"", "'"]))
    }
    let values = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    return System(
      id: values["ID"] ?? "", like: (values["ID_LIKE"] ?? "").split(separator: " ").map(String.init),
      name: values["PRETTY_NAME"] ?? "an unknown system")
  }

  /// - Returns: what a program wrote; `nil` when there is none, or it failed.
  func ask(_ words: [String]) async throws -> String? {
    var command = Command(words)
    command.deadline = Self.patience
    do {
      let result = try await host.run(command)
      return result.isSuccess ? result.text : nil
    } catch let error as SlipwayError
      where error.code == .preconditionFailed && error.message.contains("not installed")
    {
      return nil
    }
  }

  /// The number of the user that programs run as; 0 is root.
  func user() async throws -> Int? { try await ask(["id", "-u"]).flatMap { Int($0.trimmingSpaces()) } }

  /// Bytes that are free below a path's nearest folder that exists.
  func freeBytes(_ path: String = "/var/lib") async throws -> Int? {
    let line = try await ask(["df", "-P", "-k", path])?.split(separator: "\n").last
    let fields = line?.split(separator: " ", omittingEmptySubsequences: true) ?? []
    return fields.count > 3 ? Int(fields[3]).map { $0 << 10 } : nil
  }

  func hasSystemd() async throws -> Bool { try await host.files.exists("/run/systemd/system") }

  /// Whether a user may open Docker's socket by being in its group.
  func isInDockerGroup(_ username: String) async throws -> Bool {
    let groups = try await ask(["id", "-nG", username]) ?? ""
    return groups.split(whereSeparator: \.isWhitespace).contains("docker")
  }

  /// The ports of TCP that something listens on, reachable from other machines or not.
  func listeners() async throws -> SocketTable {
    let tcp = (try? await host.files.readText("/proc/net/tcp")) ?? ""
    let tcp6 = (try? await host.files.readText("/proc/net/tcp6")) ?? ""
    return SocketTable(tcp: tcp, tcp6: tcp6)
  }
}
