import Testing

@testable import SlipwayEngine

@Suite struct ServerAuditTests {
  @Test func `what ufw and sshd say is understood`() {
    let firewall = ServerAudit.firewall(
      "Status: active\nLogging: on (low)\nDefault: deny (incoming), allow (outgoing)\n")
    #expect(firewall.isActive && firewall.incoming == "deny")
    #expect(!ServerAudit.firewall("Status: inactive\n").isActive)
    let settings = ServerAudit.settings("port 22\npermitrootlogin without-password\nPasswordAuthentication NO\n")
    #expect(settings["permitrootlogin"] == "without-password" && settings["passwordauthentication"] == "no")
  }

  @Test func `a guarded server has nothing to do, an open one has`() {
    var findings = ServerAudit.Findings()
    findings.firewall = ServerAudit.Firewall(isInstalled: true, isActive: true, incoming: "deny")
    findings.sshd = [
      "passwordauthentication": "no", "kbdinteractiveauthentication": "no", "permitrootlogin": "prohibit-password",
    ]
    #expect(ServerAudit.checks(findings).allSatisfy { $0.state == .ok && $0.fix == nil })
    let open = ServerAudit.checks(ServerAudit.Findings())
    #expect(open.allSatisfy { $0.state == .warning && $0.fix != nil })
    findings.sshd["passwordauthentication"] = "yes"
    findings.sshd["permitrootlogin"] = "yes"
    #expect(
      Set(ServerAudit.checks(findings).filter { $0.state == .warning }.map(\.name)) == [
        "passwords", "root", "fail2ban",
      ])
  }

  @Test func `versions are found in what programs say`() {
    #expect(ServerProbe.version(in: "rclone v1.60.1-DEV\n- os/version: debian") == "1.60.1-DEV")
    #expect(ServerProbe.version(in: "nixpacks 1.41.0") == "1.41.0")
    #expect(ServerProbe.version(in: "nothing") == nil)
  }
}
