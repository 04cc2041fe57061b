import Foundation
import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct WebhookDecisionTests {
  private func application(_ change: (inout Application) -> Void = { _ in }) -> Application {
    var application = Application(
      organizationID: .random(), environmentID: .random(), name: "web", appName: "web-abc123",
      createdAt: Date(timeIntervalSince1970: 0))
    application.source.customGitBranch = "main"
    change(&application)
    return application
  }

  private func push(_ branch: String = "main", title: String = "Work", files: [String]? = ["src/a.swift"])
    -> WebhookEvent
  {
    WebhookEvent(kind: .push(branch: branch), title: title, files: files)
  }

  private func isSkipped(_ decision: WebhookDecision, _ word: String) -> Bool {
    if case .skip(let message) = decision { message.contains(word) } else { false }
  }

  @Test func `a push to the followed branch deploys`() {
    #expect(WebhookDecision.decide(application(), push()) == .deploy)
  }

  @Test func `another branch, tags, deletions and unknown events do not`() {
    let web = application()
    #expect(isSkipped(.decide(web, push("dev")), "Branch Not Match"))
    #expect(isSkipped(.decide(web, WebhookEvent(kind: .tag("v1"), title: "")), "Tags"))
    #expect(isSkipped(.decide(web, WebhookEvent(kind: .deletion("main"), title: "")), "deleted"))
    #expect(isSkipped(.decide(web, WebhookEvent(kind: .unknown, title: "")), "names no branch"))
    #expect(isSkipped(.decide(web, WebhookEvent(kind: .other("star"), title: "")), "star"))
    #expect(isSkipped(.decide(web, WebhookEvent(kind: .ping, title: "")), "Ping"))
  }

  @Test func `without a branch the repository's default branch is followed`() {
    let web = application { $0.source.customGitBranch = nil }
    let event = { (branch: String, main: String?) in
      WebhookEvent(kind: .push(branch: branch), title: "Work", defaultBranch: main)
    }
    #expect(WebhookDecision.decide(web, event("trunk", "trunk")) == .deploy)
    #expect(isSkipped(.decide(web, event("dev", "trunk")), "Branch Not Match"))
    #expect(isSkipped(.decide(web, event("trunk", nil)), "choose the branch"))
  }

  @Test func `a tag deploys what follows tags, or that very tag`() {
    let tags = application { $0.source.triggerType = .tag }
    #expect(WebhookDecision.decide(tags, WebhookEvent(kind: .tag("v1"), title: "")) == .deploy)
    #expect(isSkipped(.decide(tags, push()), "Only tags"))
    let moving = application { $0.source.customGitBranch = "stable" }
    #expect(WebhookDecision.decide(moving, WebhookEvent(kind: .tag("stable"), title: "")) == .deploy)
  }

  @Test(arguments: ["Work [skip ci]", "[CI SKIP] x", "a\n\n[no ci]", "[skip actions]", "[actions skip]"])
  func `a message that asks for it is obeyed`(title: String) {
    #expect(isSkipped(.decide(application(), push(title: title)), "asks for no deployment"))
  }

  @Test func `watch paths decide by the changed files`() {
    let watching = application { $0.source.watchPaths = ["src/**", "!src/docs/**"] }
    #expect(WebhookDecision.decide(watching, push()) == .deploy)
    #expect(isSkipped(.decide(watching, push(files: ["README.md"])), "Watch Paths Not Match"))
    #expect(isSkipped(.decide(watching, push(files: ["src/docs/a.md"])), "Watch Paths Not Match"))
    #expect(isSkipped(.decide(watching, push(files: [])), "Watch Paths Not Match"))
    #expect(WebhookDecision.decide(watching, push(files: nil)) == .deploy, "not told which files changed")
  }

  @Test func `switched off it does not deploy, but it still answers pings`() {
    let off = application { $0.autoDeploy = false }
    #expect(WebhookDecision.decide(off, push()) == .disabled)
    #expect(isSkipped(.decide(off, WebhookEvent(kind: .ping, title: "")), "Ping"))
  }

  @Test(
    arguments: [
      ("nginx:1.27", nil, "library/nginx", "1.27", true), ("nginx", nil, "docker.io/library/nginx", "latest", true),
      ("nginx:1.27", nil, "nginx", "1.28", false), ("postgres:16", nil, "postgres", "16", true),
      ("ghcr.io/o/app:1", nil, "ghcr.io/o/app", "1", true), ("o/app:1", "ghcr.io", "ghcr.io/o/app", "1", true),
      ("registry.local:5000/o/app:2", nil, "registry.local:5000/o/app", "2", true),
      ("o/app:1", nil, "evil/app", "1", false), ("o/app:1", nil, "o/app", nil, true),
    ] as [(String, String?, String, String?, Bool)])
  func `an image deploys by name and tag`(
    wanted: String, registry: String?, name: String, tag: String?, deploys: Bool
  ) {
    let image = application {
      $0.source.sourceType = .docker
      $0.source.dockerImage = wanted
      $0.source.registryUrl = registry
    }
    let decision = WebhookDecision.decide(image, WebhookEvent(kind: .image(name: name, tag: tag), title: "pushed"))
    #expect((decision == .deploy) == deploys)
  }

  @Test func `an event without an image deploys an image all the same`() {
    let image = application { $0.source.sourceType = .docker }
    #expect(WebhookDecision.decide(image, WebhookEvent(kind: .unknown, title: "NEW CHANGES")) == .deploy)
    #expect(WebhookDecision.decide(image, push()) == .deploy)
  }

  @Test func `an upload and a provider that is not set up have nothing to fetch`() {
    let drop = application { $0.source.sourceType = .drop }
    #expect(isSkipped(.decide(drop, push()), "zip"))
    let github = application { $0.source.sourceType = .github }
    #expect(isSkipped(.decide(github, push()), "github"))
  }
}
