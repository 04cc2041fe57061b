/// Where the agent of one installation is on another machine.
package struct AgentPlace: Sendable, Hashable {
  /// Everything of it but its socket.
  package let folder: String
  /// Of the installation.
  package let instance: String

  /// - Parameter root: the installation's own folder there.
  package init(root: String, instance: String) {
    folder = root + "/agent"
    self.instance = instance
  }

  /// As short as can be: a socket's path has room for 107 bytes.
  package var socket: String { "/run/slipway-agent-\(instance).sock" }
  var token: String { folder + "/token" }
  var config: String { folder + "/metrics.json" }
  /// Says which program, token and rules were started last.
  var started: String { folder + "/started" }
  var data: String { folder + "/data" }
  var log: String { folder + "/agent.log" }
  /// Names its process where no systemd does.
  var lock: String { data + "/monitoring/agent.lock" }
  var unitName: String { "slipway-agent-\(instance).service" }
  var unitFile: String { "/etc/systemd/system/\(unitName)" }

  static let programPrefix = "slipway-"
  /// The name of the file, which says its version.
  package func programName(_ digest: String) -> String { "\(Self.programPrefix)\(digest.prefix(16))" }
  func program(_ digest: String) -> String { "\(folder)/\(programName(digest))" }

  /// The words that the agent is started with.
  func words(_ program: String) -> [String] {
    [
      program, "agent", "--data-dir", data, "--socket", socket, "--token-file", token, "--rules-file", config,
      "--log-level", "notice",
    ]
  }

  /// What systemd is told of it.
  func unit(_ program: String) -> String {
    """
    # Written by Slipway, which replaces it.
    [Unit]
    Description=Slipway's agent: measures this machine for \(instance)
    After=docker.service

    [Service]
    ExecStart=\(words(program).joined(separator: " "))
    Restart=always
    RestartSec=2
    NoNewPrivileges=yes

    [Install]
    WantedBy=multi-user.target

    """
  }
}
