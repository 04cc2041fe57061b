import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

struct CheckoutGuardTests {
  @Test func `Links that stay in the code are fine, those that leave it are not`() async throws {
    try await EngineFixture.with { fixture in
      let root = try temporaryPath("checkout")
      let files = FileManager.default
      try files.createDirectory(atPath: root + "/docker", withIntermediateDirectories: true)
      #expect(files.createFile(atPath: root + "/docker/Dockerfile.prod", contents: Data()))
      try files.createSymbolicLink(atPath: root + "/Dockerfile", withDestinationPath: "docker/Dockerfile.prod")
      try files.createSymbolicLink(atPath: root + "/evil", withDestinationPath: "/etc/passwd")
      try files.createSymbolicLink(atPath: root + "/app", withDestinationPath: "/")
      let host = try fixture.engine.hosts.thisMachine()
      let check = { (path: String) in
        try await CheckoutGuard(host: host, root: root).check([("dockerfile", path)])
      }
      try await check(root)
      try await check(root + "/Dockerfile")
      for name in ["evil", "app", "app/etc", "nothing", "docker/Dockerfile.prod/x"] {
        let error = await #expect(throws: SlipwayError.self) { try await check(root + "/" + name) }
        #expect(error?.details["dockerfile"] != nil, "\(name)")
      }
    }
  }
}
