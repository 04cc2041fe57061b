import Foundation
import Glibc
import SlipwayCore
import SlipwayHost

/// The files of the listener for pushes over SSH: its host key and settings beside the data, the door where the user that
/// sessions run as can reach it.
struct SSHPlan: Sendable {
  /// Its words become words of a configuration and of a command line that others read.
  private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")
  let place: (host: String, port: Int)
  let user: String
  /// Of this program.
  let program: String
  /// For keys and settings.
  let folder: String
  /// For the door.
  let doorFolder: String

  var hostKey: String { folder + "/host_ed25519" }
  var settings: String { folder + "/sshd_config" }
  var processFile: String { folder + "/sshd.pid" }
  var door: String { doorFolder + "/door" }
  /// sshd reads them as the user that comes in.
  var keys: String { doorFolder + "/authorized_keys" }

  /// - Throws: ``SlipwayError`` `preconditionFailed` for paths that sshd would read in another way.
  init(_ configuration: Configuration, _ place: (host: String, port: Int), program: String) throws {
    self.place = place
    self.program = program
    user = configuration.gitSSHUser
    folder = configuration.dataDirectory + "/git-ssh"
    // Others than root cannot pass the data directory.
    doorFolder = "/run/slipway-git-" + TokenDigest.of(configuration.dataDirectory).filter(\.isLetter).prefix(16)
    for path in [program, folder] where !path.allSatisfy(Self.plain.contains) {
      throw SlipwayError(
        .preconditionFailed, "Pushes over SSH need paths of letters, digits and '/._-' only; \(path) is another.")
    }
  }

  /// What sshd is told. Nobody gets a terminal, a forwarding or a program of theirs; who somebody is, Slipway says for
  /// each key anew.
  var text: String {
    let host = place.host.contains(":") ? "[\(place.host)]" : place.host
    return """
      # Written by Slipway at every start.
      ListenAddress \(host):\(place.port)
      HostKey \(hostKey)
      PidFile \(processFile)
      AllowUsers \(user)
      PermitRootLogin \(user == "root" ? "forced-commands-only" : "no")
      AuthenticationMethods publickey
      PubkeyAuthentication yes
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      HostbasedAuthentication no
      UsePAM no
      AuthorizedKeysFile \(keys)
      DisableForwarding yes
      PermitTTY no
      PermitTunnel no
      PermitUserRC no
      PermitUserEnvironment no
      AcceptEnv GIT_PROTOCOL
      # A shell that believes to be within another one reads no ~/.bashrc, whatever that says and does.
      SetEnv SHLVL=2
      PrintMotd no
      PrintLastLog no
      Banner none
      UseDNS no
      Compression no
      MaxSessions 1
      MaxAuthTries 10
      MaxStartups 20:30:60
      LoginGraceTime 20
      ClientAliveInterval 30
      ClientAliveCountMax 6
      LogLevel INFO

      """
  }

  /// What lets a key in: for nothing but a session of ours that knows which key it was.
  func line(for publicKey: String, _ fingerprint: String) -> String {
    "restrict,command=\"\(program) git-session --door \(door) --key \(fingerprint)\" \(publicKey)\n"
  }
}
