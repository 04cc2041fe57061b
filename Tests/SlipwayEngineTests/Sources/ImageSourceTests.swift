import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@testable import SlipwayEngine

struct ImageSourceTests {
  private let digest = "sha256:" + String(repeating: "a", count: 64)

  @Test(arguments: [
    ("nginx", "nginx:latest"), ("nginx:1.27", "nginx:1.27"), ("h.example.com:5000/a", "h.example.com:5000/a:latest"),
  ])
  func `An image without a tag is the latest`(typed: String, name: String) throws {
    #expect(ImageSource.withTag(try ImageReference(parsing: typed)) == name)
  }

  @Test func `A pulled image is pinned to the digest of its own name`() throws {
    let other = "mirror.example.com/nginx@sha256:" + String(repeating: "b", count: 64)
    let image = try image(digests: [other, "nginx@" + digest])
    #expect(ImageSource.identity(of: image, name: "nginx") == "nginx@" + digest)
    #expect(ImageSource.identity(of: image, name: "docker.io/library/nginx") == "nginx@" + digest)
    #expect(ImageSource.identity(of: image, name: "busybox") == "sha256:1234")
    #expect(ImageSource.identity(of: try self.image(digests: nil), name: "nginx") == "sha256:1234")
  }

  @Test func `Credentials are only sent when there are both`() {
    var application = EngineFixture.plainApplication {
      $0.source.sourceType = .docker
      $0.source.username = "me"
    }
    #expect(ImageSource.auth(application, nil) == nil)
    application.secrets.registryPassword = Secret("pw")
    #expect(ImageSource.auth(application, nil)?.username == "me")
  }

  @Test func `An unreachable registry is told from one that says no`() {
    let down = "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host"
    #expect(ImageSource.isUnreachable(SlipwayError(.commandFailed, down)))
    let denied = "pull access denied for x, repository does not exist or may require 'docker login'"
    #expect(!ImageSource.isUnreachable(SlipwayError(.notFound, denied)))
  }

  private func image(digests: [String]?) throws -> DockerImage {
    let json = digests.map { "[" + $0.map { "\"\($0)\"" }.joined(separator: ",") + "]" } ?? "null"
    return try JSONDecoder().decode(
      DockerImage.self, from: Data("{\"Id\":\"sha256:1234\",\"RepoDigests\":\(json)}".utf8))
  }
}
