import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct ProposedPortsTests {
  private static func with(_ image: String, _ body: (EngineFixture) async throws -> Void) async throws {
    try await FakeDocker.with({ request in
      switch request.path {
      case "/tasks": FakeDocker.Answer(200, "[]")
      case _ where request.path.hasPrefix("/images/"): FakeDocker.Answer(200, image)
      default: nil
      }
    }) { fake, _ in
      try await EngineFixture.with(docker: fake.host) { try await body($0) }
    }
  }

  @Test func `where nothing is seen to listen, the ports that the image exposes are proposed, in order`() async throws
  {
    let image = #"{"Id": "sha256:1", "Config": {"ExposedPorts": {"8080/tcp": {}, "80/tcp": {}, "53/udp": {}}}}"#
    try await Self.with(image) { fixture async throws in
      // The first deployment failed, for its domain led to another port.
      try await fixture.release(.failed)
      let ports = try await ProposedPorts(fixture.engine).find(fixture.application.id)
      #expect(ports == [80, 8080].map { ProposedPort(port: $0, isListening: false) })
    }
  }

  @Test func `before the first release, and of an image that exposes nothing, none is proposed`() async throws {
    try await Self.with(#"{"Id": "sha256:1"}"#) { fixture async throws in
      let id = fixture.application.id
      #expect(try await ProposedPorts(fixture.engine).find(id).isEmpty)
      try await fixture.release()
      #expect(try await ProposedPorts(fixture.engine).find(id).isEmpty)
    }
  }
}
