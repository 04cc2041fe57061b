package import SlipwayAnswers
import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Looks at how a server is guarded.
package enum ServerSecurity: Procedure {
  /// The firewall.
  package struct Firewall: Codable, Sendable {
    package var installed: Bool
    package var active: Bool
    @Null package var defaultIncoming: String?
  }

  /// The SSH server.
  package struct SSH: Codable, Sendable {
    package var enabled: Bool
    package var keyAuth: Bool
    @Null package var permitRootLogin: String?
    @Null package var passwordAuth: String?
    @Null package var usePam: String?
  }

  /// What shuts out who guesses.
  package struct Fail2Ban: Codable, Sendable {
    package var installed: Bool
    package var enabled: Bool
    package var active: Bool
    package var sshEnabled: Bool
    @Null package var sshMode: String?
  }

  /// The published findings, and every check in words.
  package struct Output: Codable, Sendable {
    package var ufw: Firewall
    package var ssh: SSH
    package var fail2ban: Fail2Ban
    package var checks: [ServerCheck]
  }

  package static let name = "server.security"
  package static let kind = ProcedureKind.query
  package static let summary = "Looks at a server's firewall, who may sign in by SSH, and who is kept out"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> Output {
    let server = try await call.store.read { try $0.servers.one(input.serverId) }
    let found = try await ServerAudit(call.engine, server).run()
    let (sshd, ban) = (found.sshd, found.fail2ban)
    return Output(
      ufw: Firewall(
        installed: found.firewall.isInstalled, active: found.firewall.isActive,
        defaultIncoming: found.firewall.incoming),
      ssh: SSH(
        enabled: true, keyAuth: sshd["pubkeyauthentication"] != "no", permitRootLogin: sshd["permitrootlogin"],
        passwordAuth: sshd["passwordauthentication"], usePam: sshd["usepam"]),
      fail2ban: Fail2Ban(
        installed: ban.isInstalled, enabled: ban.isEnabled, active: ban.isActive, sshEnabled: ban.watchesSSH,
        sshMode: nil),
      checks: found.checks)
  }
}
