import Foundation
import SlipwayCore
import Testing

@testable import SlipwayProcedures

struct StoredCredentialsTests {
  private static let before: Application = {
    var application = Application(
      organizationID: ID("o"), environmentID: ID("e"), name: "web", appName: "web", createdAt: Date.distantPast)
    application.source.customGitUrl = "https://git.test/a.git"
    application.source.customGitUsername = "anna"
    application.source.dockerImage = "ghcr.io/acme/web:1"
    application.source.registryUrl = "ghcr.io"
    application.secrets.gitPassword = Secret("git-secret")
    application.secrets.registryPassword = Secret("registry-secret")
    return application
  }()

  /// What is kept after a change that sees the application without its credentials.
  private func kept(_ change: (inout Application) -> Void) -> Application {
    var application = Self.before
    let credentials = StoredCredentials(hidingIn: &application)
    #expect(application.secrets.gitPassword != Secret("git-secret"), "a change must not see it")
    #expect(application.secrets.registryPassword != Secret("registry-secret"), "a change must not see it")
    change(&application)
    credentials.restore(in: &application)
    return application
  }

  @Test func `Where nothing of the address changes the credentials stay`() {
    let after = kept { $0.source.customGitBranch = "next" }
    #expect(after.secrets.gitPassword == Secret("git-secret"))
    #expect(after.secrets.registryPassword == Secret("registry-secret"))
  }

  @Test func `Another repository gets neither the password nor the name that went with it`() {
    let after = kept { $0.source.customGitUrl = "https://evil.test/a.git" }
    #expect(after.secrets.gitPassword == nil && after.source.customGitUsername == nil)
    #expect(after.secrets.registryPassword == Secret("registry-secret"))
  }

  @Test func `What is typed with another repository is kept`() {
    let after = kept { application in
      application.source.customGitUrl = "https://other.test/a.git"
      application.source.customGitUsername = "ben"
      application.secrets.gitPassword = Secret("typed")
    }
    #expect(after.secrets.gitPassword == Secret("typed") && after.source.customGitUsername == "ben")
  }

  @Test(arguments: ["evil.test/acme/web:1", "acme/web:1", nil])
  func `An image elsewhere does not get the registry's password`(image: String?) {
    #expect(kept { $0.source.dockerImage = image }.secrets.registryPassword == nil)
    #expect(kept { $0.source.registryUrl = "evil.test" }.secrets.registryPassword == nil)
  }

  @Test func `Another image of the same registry does`() {
    let after = kept { $0.source.dockerImage = "ghcr.io/acme/web:2" }
    #expect(after.secrets.registryPassword == Secret("registry-secret"))
  }

  @Test func `What is taken away stays away`() {
    let after = kept { application in
      application.secrets.gitPassword = nil
      application.secrets.registryPassword = nil
    }
    #expect(after.secrets.gitPassword == nil && after.secrets.registryPassword == nil)
  }
}
