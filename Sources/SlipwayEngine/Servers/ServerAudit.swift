package import SlipwayCore
import SlipwayHost

/// Looks at how a server is guarded: its firewall, who may sign in and how, who is kept out after guessing.
package struct ServerAudit: Sendable {
  /// What was found.
  package struct Findings: Sendable {
    package var firewall = Firewall()
    /// As sshd itself says; empty when it cannot be asked.
    package var sshd: [String: String] = [:]
    package var fail2ban = Guard()
    package var checks: [ServerCheck] = []
  }

  /// The firewall ufw.
  package struct Firewall: Sendable {
    package var isInstalled = false
    package var isActive = false
    /// What becomes of what nobody allowed: `deny`.
    package var incoming: String?
  }

  /// The program that shuts out who guesses passwords.
  package struct Guard: Sendable {
    package var isInstalled = false
    package var isEnabled = false
    package var isActive = false
    package var watchesSSH = false
  }

  private let machine: ServerMachine

  /// - Throws: ``SlipwayError`` when the server is disabled, not confirmed, or has no key.
  package init(_ engine: Engine, _ server: Server) async throws {
    machine = ServerMachine(host: try await engine.host(of: server.id))
  }

  /// - Throws: ``SlipwayError`` when it cannot be reached.
  package func run() async throws -> Findings {
    var findings = Findings()
    if let text = try await machine.ask(["ufw", "status", "verbose"]) { findings.firewall = Self.firewall(text) }
    if let text = try await machine.ask(["sshd", "-T"]) { findings.sshd = Self.settings(text) }
    if let text = try await machine.ask(["fail2ban-client", "status"]) {
      let isEnabled = try await machine.ask(["systemctl", "is-enabled", "fail2ban"]) != nil
      findings.fail2ban = Guard(
        isInstalled: true, isEnabled: isEnabled, isActive: true, watchesSSH: text.contains("sshd"))
    } else if try await machine.ask(["fail2ban-client", "--version"]) != nil {
      findings.fail2ban.isInstalled = true
    }
    findings.checks = Self.checks(findings)
    return findings
  }

  static func firewall(_ text: String) -> Firewall {
    let line = text.split(separator: "\n").first { $0.hasPrefix("Default:") }
    return Firewall(
      isInstalled: true, isActive: text.contains("Status: active"),
      incoming: line.flatMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
  }

  /// `passwordauthentication no`, a line each.
  static func settings(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      let words = line.split(separator: " ", maxSplits: 1)
      return words.count == 2 ? (words[0].lowercased(), words[1].lowercased()) : nil
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  static func checks(_ findings: Findings) -> [ServerCheck] {
    var checks: [ServerCheck] = []
    let firewall = findings.firewall
    if firewall.isActive {
      let isClosed = firewall.incoming.map { ["deny", "reject"].contains($0) } ?? false
      checks.append(
        ServerCheck(
          "firewall", "Firewall", isClosed ? .ok : .warning,
          "ufw is active and would \(firewall.incoming ?? "allow") what nobody allowed",
          fix: isClosed ? nil : "ufw default deny incoming, after ufw allow for SSH, 80 and 443."))
    } else {
      checks.append(
        ServerCheck(
          "firewall", "Firewall", .warning, firewall.isInstalled ? "ufw is not active" : "there is no ufw",
          fix:
            "Where no other firewall guards it: apt install ufw; ufw allow OpenSSH; ufw allow 80,443/tcp; ufw enable. Ports "
            + "that Docker publishes pass by ufw."))
    }
    checks += sshd(findings.sshd)
    let ban = findings.fail2ban
    let isGuarded = ban.isActive && ban.watchesSSH
    let hasPasswords = findings.sshd["passwordauthentication"] != "no"
    checks.append(
      ServerCheck(
        "fail2ban", "Guessing", isGuarded || !hasPasswords ? .ok : .warning,
        isGuarded
          ? "fail2ban watches SSH"
          : hasPasswords ? "nothing shuts out who guesses passwords" : "there are no passwords to guess",
        fix: isGuarded || !hasPasswords ? nil : "apt install fail2ban, or switch passwords off."))
    return checks
  }

  private static func sshd(_ settings: [String: String]) -> [ServerCheck] {
    guard !settings.isEmpty else {
      return [
        ServerCheck(
          "sshd", "SSH server", .warning, "sshd did not tell its settings", fix: "Look at /etc/ssh/sshd_config there."
        )
      ]
    }
    let hasPasswords = settings["passwordauthentication"] != "no" || settings["kbdinteractiveauthentication"] == "yes"
    let root = settings["permitrootlogin"] ?? "yes"
    return [
      ServerCheck(
        "passwords", "Passwords", hasPasswords ? .warning : .ok,
        hasPasswords ? "people may sign in by SSH with a password" : "only keys are let in",
        fix: hasPasswords
          ? "PasswordAuthentication no and KbdInteractiveAuthentication no in sshd_config, then reload ssh." : nil),
      ServerCheck(
        "root", "Root", root == "yes" ? .warning : .ok,
        root == "yes" ? "root may sign in by any means" : "root: \(root)",
        fix: root == "yes" ? "PermitRootLogin prohibit-password in sshd_config, then reload ssh." : nil),
    ]
  }
}
