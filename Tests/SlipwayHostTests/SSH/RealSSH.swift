import Foundation
import SlipwayCore
@testable import SlipwayHost

/// A real sshd on loopback for one test, and a host that reaches it.
struct RealSSH: Sendable {
  let folder: String
  let port: Int
  let local: LocalHost
  let hosts: Hosts

  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd") && getuid() == 0

  /// - Parameter options: lines for its configuration.
  static func with<Result>(options: String = "", _ body: (RealSSH) async throws -> Result) async throws -> Result {
    try await TemporaryFolder.with { folder in
      let local = LocalHost(
        docker: DockerClient(host: "unix:///nowhere"), runMarker: "ssh-test-" + RandomText.suffix(8))
      for name in ["host", "key", "other"] {
        try await local.require(
          Command(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(name)"]), what: "Making a key")
      }
      let port = try freePort()
      try await LocalFiles().makeDirectory("/run/sshd")
      try """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(folder)/host
      PidFile none
      AuthorizedKeysFile \(folder)/key.pub
      PasswordAuthentication no
      UsePAM no
      StrictModes no
      PermitRootLogin prohibit-password
      # A shell that believes to be within another one reads no ~/.bashrc, whatever that says and does.
      SetEnv SHLVL=2
      MaxStartups 100
      \(options)
      """.write(toFile: folder + "/config", atomically: true, encoding: .utf8)
      let ssh = RealSSH(
        folder: folder, port: port, local: local,
        hosts: Hosts(local: local, ssh: "/tmp/ssh-test-" + RandomText.suffix(8)))
      let server = ssh.start()
      defer { server.cancel() }
      try await ssh.answers()
      do {
        let result = try await body(ssh)
        await ssh.hosts.close()
        return result
      } catch {
        await ssh.hosts.close()
        throw error
      }
    }
  }

  /// Serves until the task is cancelled.
  func start() -> Task<Void, Never> {
    let (local, folder) = (local, folder)
    return Task { _ = try? await local.run(Command(["/usr/sbin/sshd", "-D", "-e", "-f", folder + "/config"])) }
  }

  func answers() async throws {
    for _ in 0..<200 {
      if (try? await HostKeyScan(from: local).key(of: "127.0.0.1", port: port)) != nil { return }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  func destination(key: String = "key", hostKey: String = "host") throws -> SSHDestination {
    let pinned = HostKey(line: try String(contentsOfFile: "\(folder)/\(hostKey).pub", encoding: .utf8))
    guard let pinned else { throw SlipwayError(.internal, "no host key") }
    return SSHDestination(
      id: "one", name: "web-1", address: "127.0.0.1", port: port,
      privateKey: Secret(try String(contentsOfFile: "\(folder)/\(key)", encoding: .utf8)),
      publicKey: "ssh-ed25519 AAAA", hostKey: pinned)
  }

  func host() async throws -> SSHHost {
    guard let host = try await hosts.host(at: destination()) as? SSHHost else {
      throw SlipwayError(.internal, "no host")
    }
    return host
  }

  static func freePort() throws -> Int {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        guard bind(socket, raw, length) == 0, getsockname(socket, raw, &length) == 0 else { return 0 }
        return Int(UInt16(bigEndian: UnsafeRawPointer(raw).load(as: sockaddr_in.self).sin_port))
      }
    }
  }
}
