import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct GitPushTests {
    @Test(.timeLimit(.minutes(5)))
    func `git push over HTTP deploys, and shows the log with the address or the evidence`() async throws {
      try await EndToEndFixture.with(
        "git-push-http", settings: { await $0.set("SLIPWAY_GIT_PUSH_LIMIT", to: "2") }
      ) { e2e in
        let application = try await e2e.pushedApplication()
        let (code, address) = (try await GitPusher(e2e), e2e.pushAddress(application))
        let first = try await code.commit(EndToEndRepository.page("pushed one"), "The first one")
        let pushed = try await code.attempt("push", address, "main")
        #expect(pushed.status == 0, "\(pushed.text)")
        for words in ["Slipway deploys \(first.prefix(12))", "Done: the new version serves.", "Deployed: http://"] {
          #expect(pushed.text.contains("remote: ") && pushed.text.contains(words), "\(words) in \(pushed.text)")
        }
        try await application.waitForPage("pushed one")
        let row = try await application.end(
          of: try #require(try await application.deployments().first).text("deploymentId"))
        #expect(row["title"] == "The first one" && row["commit"] == .string(first))

        try await expectRefusals(code, address, e2e)
        try await expectEvidence(code, address, application, serving: first)
        try await expectReading(code, address, e2e)
        #expect(e2e.leftovers() == [])
      }
    }

    /// Other branches, tags, deletions, keys, applications, and what is too large: each with its sentence, nothing changed.
    private func expectRefusals(_ code: GitPusher, _ address: String, _ e2e: EndToEndFixture) async throws {
      let before = try await code.git("ls-remote", address)
      let wrongKey = address.replacing(e2e.api.key, with: "nobody-has-this-key-0000000000")
      let attempts: [([String], String)] = [
        (["push", address, "main:other"], "only main deploys"),
        (["push", address, ":main"], "cannot be deleted"),
        (["push", address, "main:refs/tags/v1"], "tags are not kept here"),
        (["push", address, "main:refs/notes/x"], "only the branch main is taken here"),
        (["push", wrongKey, "main"], "Authentication failed"),
        (["push", address.replacing(".git", with: "x.git"), "main"], "not found"),
        (["push", address.replacing("/git/", with: "/git/..%2f"), "main"], "not found"),
      ]
      for (words, sentence) in attempts {
        let outcome = try await EndToEndCommand.outcome(
          of: ["git"] + words, in: code.folder, environment: code.environment)
        #expect(outcome.status != 0 && outcome.text.contains(sentence), "\(words): \(outcome.text)")
      }
      try await EndToEndCommand.run(
        ["dd", "if=/dev/urandom", "of=\(code.folder)/large", "bs=1M", "count=4", "status=none"])
      try await code.commit([:], "Too large")
      let large = try await code.attempt("push", address, "main")
      #expect(large.status != 0 && large.text.contains("larger than 2 MiB"), "\(large.text)")
      try await code.git("reset", "-q", "--hard", "HEAD~1")
      #expect(try await code.git("ls-remote", address) == before)
    }

    /// What fails is not where the branch is afterwards, so that it can be pushed again once its reason is gone.
    private func expectEvidence(
      _ code: GitPusher, _ address: String, _ application: EndToEndApplication, serving: String
    ) async throws {
      let marker = FileManager.default.temporaryDirectory.path + "/slipway-hook-\(application.appName)"
      let run = "#!/bin/sh\ntouch \(marker)\n"
      try await code.commit([
        "Dockerfile": "FROM busybox:latest\nRUN echo the reason is here && false\n",
        "hooks/post-receive": run, "hooks/pre-receive": run, ".git-hooks/update": run,
        "config": "[core]\n\tfsmonitor = touch \(marker)\n[alias]\n\tx = !touch \(marker)\n",
        ".gitattributes": "* filter=evil\n",
      ])
      let failed = try await code.attempt("push", address, "main")
      #expect(failed.status != 0, "\(failed.text)")
      for words in ["the reason is here", "deployment failed", "Failed: ", "The version before still serves."] {
        #expect(failed.text.contains(words), "\(words) in \(failed.text)")
      }
      #expect(try await code.git("ls-remote", address, "refs/heads/main").hasPrefix(serving))
      #expect(!FileManager.default.fileExists(atPath: marker), "nothing that was pushed is run by git")
      try await application.waitForPage("pushed one")
      try await code.commit(EndToEndRepository.page("mended"))
      let mended = try await code.attempt("push", address, "main")
      #expect(mended.status == 0, "\(mended.text)")
      try await application.waitForPage("mended")
    }

    private func expectReading(_ code: GitPusher, _ address: String, _ e2e: EndToEndFixture) async throws {
      for version in ["0", "2"] {
        let copy = "\(e2e.folder)/copy-\(version)"
        try await code.git("-c", "protocol.version=\(version)", "clone", "-q", address, copy)
        let head = try await EndToEndCommand.run(["git", "-C", copy, "rev-parse", "HEAD"])
        #expect(try await code.git("rev-parse", "HEAD") == head)
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `of ten pushes at once the last one serves, over SSH too, and every pusher is told`() async throws {
      try await withSSH("git-push-ssh") { e2e, key in
        let application = try await e2e.pushedApplication()
        let address = e2e.sshAddress(application)
        let code = try await GitPusher(e2e, key: key)
        try await code.commit(EndToEndRepository.page("number 0"))
        try await eventually("the key lets in", within: .seconds(20)) {
          try await code.attempt("ls-remote", address).status == 0
        }
        let first = try await code.attempt("push", address, "main")
        #expect(first.status == 0 && first.text.contains("Deployed: http://"), "\(first.text)")
        try await application.waitForPage("number 0")
        try await expectTenAtOnce(code, application, e2e)
        try await expectNoShell(code, application, e2e)
      }
    }

    private func expectTenAtOnce(
      _ code: GitPusher, _ application: EndToEndApplication, _ e2e: EndToEndFixture
    ) async throws {
      for number in 1...10 { try await code.commit(["index.html": "number \(number)\n"], "Number \(number)") }
      let texts = try await withThrowingTaskGroup(of: (status: Int32, text: String).self) { group in
        for back in 0..<10 {
          let address = back % 2 == 0 ? e2e.sshAddress(application) : e2e.pushAddress(application)
          group.addTask { try await code.attempt("push", address, "HEAD~\(back):refs/heads/main") }
        }
        var texts: [String] = []
        for try await outcome in group { texts.append(outcome.text) }
        return texts
      }
      try await application.waitForPage("number 10\n", within: .seconds(60))
      let told = ["Deployed: http://", "Superseded", "superseded", "fetch first", "up-to-date", "deploymen"]
      for text in texts { #expect(told.contains(where: text.contains), "\(text)") }
      #expect(texts.contains { $0.contains("Deployed: http://") })
      let head = try await code.git("rev-parse", "HEAD")
      #expect(try await code.git("ls-remote", e2e.pushAddress(application), "refs/heads/main").hasPrefix(head))
    }

    private func expectNoShell(
      _ code: GitPusher, _ application: EndToEndApplication, _ e2e: EndToEndFixture
    ) async throws {
      let address = e2e.sshAddress(application)
      let ssh = try #require(code.environment["GIT_SSH_COMMAND"]).split(separator: " ").map(String.init)
      let marker = e2e.folder + "/marker"
      for words in [["touch", marker], ["git-upload-pack '--upload-pack=touch \(marker)'"], ["-t", "sh"]] {
        let target = ["-p", String(e2e.ports.ssh), "root@127.0.0.1"]
        let outcome = try await EndToEndCommand.outcome(of: ssh + target + words)
        #expect(!outcome.text.contains("# ") && outcome.text.contains("nothing else"), "\(outcome.text)")
      }
      #expect(!FileManager.default.fileExists(atPath: marker))
      let stranger = try await code.attempt("ls-remote", address.replacing(application.appName, with: "another-app"))
      #expect(stranger.status != 0 && stranger.text.contains("no application"), "\(stranger.text)")
      let keys = try await e2e.api.query("user.pushKeys").arrayValue ?? []
      #expect(keys.first?["lastUsedAt"]?.stringValue != nil)
      try await e2e.api.call("user.deletePushKey", ["pushKeyId": .string(try #require(keys.first).text("pushKeyId"))])
      #expect(try await code.attempt("ls-remote", address).status != 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a kill in the middle of a push leaves both branch and deployment, or neither`() async throws {
      try await EndToEndFixture.with("git-push-kill") { e2e in
        let application = try await e2e.pushedApplication()
        let (code, address) = (try await GitPusher(e2e), e2e.pushAddress(application))
        try await code.commit(EndToEndRepository.page("before"))
        #expect(try await code.attempt("push", address, "main").status == 0)
        for (point, isAccepted) in [("push", false), ("push.row", true)] {
          let before = try await application.deployments().count
          let old = try await code.git("rev-parse", "HEAD")
          let new = try await code.commit(["index.html": "killed at \(point)\n"])
          try await e2e.restart(["SLIPWAY_TEST_KILL_AT": point])
          #expect(try await code.attempt("push", address, "main").status != 0)
          try await e2e.server.waitForExit(within: .seconds(30))
          try await e2e.restart()
          let head = try await code.git("ls-remote", address, "refs/heads/main")
          #expect(head.hasPrefix(isAccepted ? new : old), "killed at \(point)")
          #expect(try await application.deployments().count == before + (isAccepted ? 1 : 0))
          if !isAccepted { #expect(try await code.attempt("push", address, "main").status == 0) }
          try await application.waitForPage("killed at \(point)\n", within: .seconds(60))
        }
      }
    }

    /// An installation that takes pushes over SSH, and a key that its owner has added.
    private func withSSH(_ name: String, _ body: (EndToEndFixture, String) async throws -> Void) async throws {
      try await EndToEndFixture.with(
        name,
        settings: { server in
          await server.set("SLIPWAY_GIT_SSH_LISTEN", to: "127.0.0.1:\(server.ports.ssh)")
          await server.set("SLIPWAY_GIT_SSH_USER", to: "root")
        }
      ) { e2e in
        let key = e2e.folder + "/push-key"
        try await EndToEndCommand.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ada@laptop", "-f", key])
        let text = try String(contentsOfFile: key + ".pub", encoding: .utf8)
        let row = try await e2e.api.call("user.createPushKey", ["publicKey": .string(text)])
        #expect(row["name"] == "ada@laptop" && row["fingerprint"]?.stringValue?.hasPrefix("SHA256:") == true)
        try await body(e2e, key)
      }
    }
  }
}
