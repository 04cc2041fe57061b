import SlipwayCore
import Testing

@testable import SlipwayServer

@Suite struct SSHPlanTests {
  private func plan(_ change: (inout Configuration) -> Void = { _ in }, program: String = "/usr/bin/slipway") throws
    -> SSHPlan
  {
    var configuration = Configuration()
    change(&configuration)
    return try SSHPlan(configuration, ("::", 2222), program: program)
  }

  @Test func `sshd lets in by keys only, and to nothing but Slipway`() throws {
    let text = try plan().text
    for line in [
      "ListenAddress [::]:2222", "AllowUsers git", "AuthenticationMethods publickey", "PasswordAuthentication no",
      "DisableForwarding yes", "PermitTTY no", "PermitUserRC no", "PermitUserEnvironment no", "PermitRootLogin no",
    ] { #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)") }
    #expect(try plan { $0.gitSSHUser = "root" }.text.contains("PermitRootLogin forced-commands-only"))
  }

  @Test func `a key's line restricts it to a session of its own`() throws {
    let line = try plan().line(for: "ssh-ed25519 AAAA", "SHA256:abc+/9")
    #expect(line.hasPrefix("restrict,command=\"/usr/bin/slipway git-session --door /run/slipway-git-"))
    #expect(line.hasSuffix(" --key SHA256:abc+/9\" ssh-ed25519 AAAA\n"))
  }

  @Test func `a path that sshd would read in another way is refused`() {
    #expect(throws: SlipwayError.self) { try plan(program: "/opt/my slipway") }
    #expect(throws: SlipwayError.self) { try plan({ $0.dataDirectory = "/data/%h\"" }) }
  }
}
