import Foundation
import HummingbirdTesting
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayServer

/// The log of a container that runs on another node of the Swarm.
@Suite struct FarContainerLogTests {
  private static func docker(_ labels: String) -> FakeDocker.Script {
    { request in
      switch request.path {
      case "/tasks":
        .init(
          200,
          #"[{"ID": "t1", "Status": {"State": "running", "ContainerStatus": {"ContainerID": "far"}}, "Spec": {"ContainerSpec": {"Image": "nginx"\#(labels)}}}]"#
        )
      case "/tasks/t1/logs": .init(200, Data([1, 0, 0, 0, 0, 0, 0, 6]) + Data("hello\n".utf8))
      default: nil
      }
    }
  }

  @Test(arguments: ["", #", "Labels": {"slipway.instance": "slipway", "slipway.deployable": "nobody"}"#])
  func `is read by its task, by whoever may know of it`(labels: String) async throws {
    try await FakeDocker.with(Self.docker(labels)) { fake, client in
      let server = try await TestServer.make(host: FakeHost(docker: client))
      try await server.run(.live) { browser in
        try await RawSocket.with(try #require(browser.client.port)) { socket in
          try await socket.upgrade("/docker-container-logs?containerId=far&tail=7", ["x-api-key: \(server.key)"])
          #expect(try await socket.status() == 101)
          #expect(try await socket.next()?.text.contains("hello") == true)
        }
      }
      #expect(fake.requests.contains { $0.path == "/tasks/t1/logs" && $0.query["tail"] == "7" })
    }
  }

  @Test func `of what is nowhere is refused`() async throws {
    try await FakeDocker.with(Self.docker("")) { _, client in
      let server = try await TestServer.make(host: FakeHost(docker: client))
      try await server.run(.live) { browser in
        try await RawSocket.with(try #require(browser.client.port)) { socket in
          try await socket.upgrade("/docker-container-logs?containerId=nowhere", ["x-api-key: \(server.key)"])
          #expect(try await socket.status() == 101)
          #expect(try await socket.next()?.closeCode == 4003)
        }
      }
    }
  }
}
