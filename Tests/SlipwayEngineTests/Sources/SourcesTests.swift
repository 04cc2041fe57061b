import Foundation
import SlipwayCore
import SlipwayEngine
import Testing

struct SourcesTests {
  @Test func `Every missing setting is named before anything is fetched`() {
    #expect(summary { $0.customGitUrl = nil }.hasPrefix("customGitUrl:"))
    #expect(summary { $0.customGitUrl = "git@example.com:a/b.git" }.contains("customGitSSHKeyId:"))
    #expect(summary { $0.customGitUrl = "file:///etc" }.contains("customGitUrl:"))
    #expect(summary { $0.customGitUrl = "ext::sh -c id" }.contains("customGitUrl:"))
    let branch = summary {
      $0.customGitUrl = "https://example.com/a.git"
      $0.customGitBranch = "--upload-pack=id"
    }
    #expect(branch.contains("customGitBranch:"))
    let path = summary {
      $0.customGitUrl = "https://example.com/a.git"
      $0.customGitBuildPath = "../x"
    }
    #expect(path.contains("customGitBuildPath:"))
    #expect(summary { $0.sourceType = .docker }.contains("dockerImage:"))
    let image = summary {
      $0.sourceType = .docker
      $0.dockerImage = "--privileged"
    }
    #expect(image.contains("dockerImage:"))
    #expect(summary { $0.sourceType = .github }.contains("githubId:"))
  }

  @Test func `A complete source is taken`() throws {
    let application = EngineFixture.plainApplication { $0.source.customGitUrl = "https://example.com/a.git" }
    let source = try Sources.source(for: EngineFixture.snapshot(of: application))
    #expect(type(of: source).kinds == [.git])
  }

  @Test func `An abbreviated commit is refused`() {
    let application = EngineFixture.plainApplication { $0.source.customGitUrl = "https://example.com/a.git" }
    let snapshot = EngineFixture.snapshot(of: application) { $0.deployment.commit = "abc123" }
    let failure = #expect(throws: DeploymentFailure.self) { try Sources.source(for: snapshot) }
    #expect(failure?.evidence.summary.hasPrefix("commit:") ?? false)
  }

  private func summary(_ change: (inout SourceSettings) -> Void) -> String {
    let application = EngineFixture.plainApplication { change(&$0.source) }
    do {
      _ = try Sources.source(for: EngineFixture.snapshot(of: application))
      return ""
    } catch {
      return (error as? DeploymentFailure)?.evidence.summary ?? "\(error)"
    }
  }
}
