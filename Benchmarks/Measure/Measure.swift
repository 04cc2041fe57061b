import Foundation
import SlipwayCore
import SlipwayHost

/// Runs one command on a machine over one warm SSH connection for each line that it reads, and writes the milliseconds:
/// what Slipway itself adds to `ssh`.
@main
enum Measure {
  /// - Parameters: a folder with `key` and the server's `host.pub`, as `Scripts/ssh-server.sh` makes it, and the port.
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 3, let port = Int(words[2]) else { return print("usage: measure FOLDER PORT") }
    let folder = words[1]
    guard let hostKey = HostKey(line: try String(contentsOfFile: folder + "/host.pub", encoding: .utf8)) else {
      throw SlipwayError(.internal, "no host key")
    }
    let local = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "measure-" + RandomText.suffix(8))
    let hosts = Hosts(local: local, ssh: "/tmp/slipway-measure-" + RandomText.suffix(8))
    let host = try await hosts.host(
      at: SSHDestination(
        id: "one", name: "bench", address: "127.0.0.1", port: port,
        privateKey: Secret(try String(contentsOfFile: folder + "/key", encoding: .utf8)), hostKey: hostKey))
    _ = try await host.run(["cat", "/etc/hostname"])
    print("ready")
    fflush(nil)
    while readLine() != nil {
      let time = try await ContinuousClock().measure { _ = try await host.run(["cat", "/etc/hostname"]) }
      print(time.inSeconds * 1000)
      fflush(nil)
    }
    await hosts.close()
  }
}
