import SlipwayCore
import SlipwayHost

/// Reads which ports a task's container listens on, where its processes can be seen from here.
struct ContainerSockets: Sendable {
  let host: any Host

  /// - Returns: `nil` when the container runs on another node, has ended, or its `/proc` is not ours to read.
  func table(of task: TaskFact) async -> SocketTable? {
    guard let pid = task.pid, pid > 1, let container = task.container, await isProcess(pid, of: container) else {
      return nil
    }
    guard let tcp = try? await host.files.readText("/proc/\(pid)/net/tcp") else { return nil }
    // A kernel without IPv6 has no tcp6.
    let tcp6 = (try? await host.files.readText("/proc/\(pid)/net/tcp6")) ?? ""
    return SocketTable(tcp: tcp, tcp6: tcp6)
  }

  /// The same number may be another process on the task's node, or seen from inside a container.
  private func isProcess(_ pid: Int, of container: String) async -> Bool {
    let groups = try? await host.files.readText("/proc/\(pid)/cgroup")
    return groups?.contains(container) ?? false
  }
}
