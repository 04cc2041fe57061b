import Foundation
import SlipwayCore
import SlipwayEngine
import Testing

@testable import SlipwayServer

@Suite struct WebhookDecodingTests {
  private static let hash = "9f2c0e6f0a1b2c3d4e5f60718293a4b5c6d7e8f9"
  private static let zeros = String(repeating: "0", count: 40)

  private func event(_ headers: [String: String], _ body: String) throws -> WebhookEvent {
    Webhooks.event(of: try WebhookRequest(headers: headers, data: Data(body.utf8)))
  }

  @Test func `GitHub names branch, commit, message, files and delivery`() throws {
    let body = """
      {"ref":"refs/heads/feature/x","before":"1","after":"\(Self.hash)","head_commit":{"id":"\(Self.hash)",
      "message":"Fix it\\n\\nmore"},"commits":[{"added":["a"],"modified":["b","c"],"removed":["d"]},{"modified":["e"]}]}
      """
    let found = try event(["x-github-event": "push", "x-github-delivery": "guid"], body)
    #expect(found.kind == .push(branch: "feature/x"))
    #expect(found.commit == Self.hash)
    #expect(found.title == "Fix it\n\nmore")
    #expect(found.files == ["a", "b", "c", "d", "e"])
    #expect(found.deliveryID == "guid")
  }

  @Test func `GitHub's ping, deletions, tags and other events are told apart`() throws {
    #expect(try event(["x-github-event": "ping"], "{}").kind == .ping)
    #expect(try event(["x-github-event": "star"], "{}").kind == .other("star"))
    let deleted = try event(
      ["x-github-event": "push"], #"{"ref":"refs/heads/old","after":"\#(Self.zeros)","deleted":true}"#)
    #expect(deleted.kind == .deletion("old"))
    #expect(deleted.commit == nil)
    let tag = try event(
      ["x-github-event": "push"],
      #"{"ref":"refs/tags/v1","after":"a","head_commit":{"id":"\#(Self.hash)","message":"m"}}"#)
    #expect(tag.kind == .tag("v1"))
    #expect(tag.commit == Self.hash)
  }

  @Test func `a push without a listed commit does not tell which files changed`() throws {
    let body = #"{"ref":"refs/heads/main","after":"\#(Self.hash)","commits":[]}"#
    let found = try event(["x-github-event": "push"], body)
    #expect(found.files == nil)
    #expect(found.title == "NEW COMMIT")
    #expect(found.deliveryID == "push:refs/heads/main::\(Self.hash)")
  }

  @Test func `Gitea is known by its own header although it sends GitHub's`() throws {
    let body = """
      {"ref":"refs/heads/main","after":"\(Self.hash)","total_commits":2,
      "commits":[{"id":"\(Self.hash)","message":"From Gitea","modified":["x"]}]}
      """
    let headers = ["x-gitea-event": "push", "x-github-event": "push", "x-gitea-delivery": "d1"]
    let found = try event(headers, body)
    #expect(found.title == "From Gitea")
    #expect(found.commit == Self.hash)
    #expect(found.deliveryID == "d1")
    #expect(found.files == nil, "one of two commits is not listed")
  }

  @Test func `GitLab's title is that of the commit that is built`() throws {
    let body = """
      {"object_kind":"push","ref":"refs/heads/main","checkout_sha":"\(Self.hash)","total_commits_count":2,
      "commits":[{"id":"1","message":"older","added":["a"]},{"id":"\(Self.hash)","message":"newer","added":["b"]}]}
      """
    let found = try event(["x-gitlab-event": "Push Hook", "x-gitlab-event-uuid": "u"], body)
    #expect(found.kind == .push(branch: "main"))
    #expect(found.title == "newer")
    #expect(found.files == ["a", "b"])
    #expect(found.deliveryID == "u")
  }

  @Test func `GitLab's deletion has no commit`() throws {
    let body = #"{"object_kind":"push","ref":"refs/heads/x","after":"\#(Self.zeros)","checkout_sha":null}"#
    let found = try event(["x-gitlab-event": "Push Hook"], body)
    #expect(found.kind == .deletion("x"))
  }

  @Test func `Bitbucket names branch and commit and no files`() throws {
    let body = """
      {"push":{"changes":[{"new":{"type":"branch","name":"main","target":{"hash":"\(Self.hash)","message":"Hi"}}}]}}
      """
    let found = try event(["x-event-key": "repo:push", "x-request-uuid": "r"], body)
    #expect(found.kind == .push(branch: "main"))
    #expect(found.commit == Self.hash)
    #expect(found.files == nil)
    let deleted = #"{"push":{"changes":[{"new":null,"old":{"name":"gone"}}]}}"#
    #expect(try event(["x-event-key": "repo:push"], deleted).kind == .deletion("gone"))
  }

  @Test func `Soft Serve names branch and commit`() throws {
    let body = #"{"ref":"refs/heads/main","after":"\#(Self.hash)","commits":[{"message":"Soft"}]}"#
    let found = try event(["x-softserve-event": "push", "x-softserve-delivery": "s"], body)
    #expect(found.kind == .push(branch: "main"))
    #expect(found.title == "Soft")
    #expect(found.commit == Self.hash)
  }

  @Test(
    arguments: [
      (#"{"tag":{"name":"1.2"}}"#, "ghcr.io/o/app:1.2", "1.2"),
      (#"{"tag":{"name":"sha256:abc"}}"#, "ghcr.io/o/app:2", "2"),
      (#"{}"#, "ghcr.io/o/app:2025.1", "2025.1"),
      (#"{}"#, "ghcr.io:443/o/app", nil),
      (#"{}"#, "ghcr.io/o/app:", nil),
    ] as [(String, String, String?)])
  func `GHCR names image and tag`(metadata: String, url: String, tag: String?) throws {
    let body =
      #"{"registry_package":{"package_version":{"version":"v","package_url":"\#(url)","container_metadata":\#(metadata)}}}"#
    let found = try event(["x-github-event": "registry_package"], body)
    guard case .image(let name, let foundTag) = found.kind else {
      Issue.record("no image")
      return
    }
    #expect(foundTag == tag)
    #expect(name?.hasSuffix("/o/app") ?? false)
    #expect(found.title == "Docker GHCR image pushed: \(url)")
  }

  @Test func `Docker Hub names image and tag`() throws {
    let body = """
      {"push_data":{"tag":"latest","pusher":"ann","pushed_at":17},"repository":{"repo_name":"ann/app"}}
      """
    let found = try event(["user-agent": "Go-http-client/1.1"], body)
    #expect(found.kind == .image(name: "ann/app", tag: "latest"))
    #expect(found.title == "DockerHub image pushed: ann/app:latest by ann")
    #expect(found.deliveryID == "dockerhub:ann/app:latest:17")
  }

  @Test func `an unknown sender is nothing that is understood`() throws {
    #expect(try event([:], "").kind == .unknown)
    #expect(try event([:], "{\"a\":1}").kind == .unknown)
  }

  @Test func `a form's payload is read`() throws {
    let headers = ["x-github-event": "push", "content-type": "application/x-www-form-urlencoded"]
    let body = "payload=%7B%22ref%22%3A%22refs%2Fheads%2Fa+b%22%7D"
    #expect(try event(headers, body).kind == .push(branch: "a b"))
  }

  @Test(arguments: ["{", "[]", "null", "\"text\"", "12", "{\"a\":}", String(repeating: "[", count: 10_000), "\u{0}"])
  func `what is no JSON object is refused`(body: String) {
    #expect(throws: SlipwayError.self) { try event(["x-github-event": "push"], body) }
  }

  @Test(arguments: [
    #"{"ref":7,"commits":"x","head_commit":[]}"#, #"{"ref":"refs/heads/"}"#, #"{"commits":[1,null,{"added":7}]}"#,
    #"{"push":[],"repository":"x","push_data":7}"#, #"{"registry_package":[]}"#, #"{"ref":null,"after":{}}"#,
  ])
  func `payloads of other shapes are read without harm`(body: String) throws {
    for header in ["x-github-event", "x-gitlab-event", "x-gitea-event", "x-event-key", "x-softserve-event"] {
      for word in ["push", "repo:push", "registry_package"] {
        let found = try event([header: word], body)
        #expect(found.commit == nil)
      }
    }
  }

  @Test func `a hash that is none is not handed on`() throws {
    let body = #"{"ref":"refs/heads/main","head_commit":{"id":"--upload-pack=x","message":"m"}}"#
    #expect(try event(["x-github-event": "push"], body).commit == nil)
  }
}
