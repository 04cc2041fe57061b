import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Two servers, all of it by the dashboard.
  @Suite struct ServerWalkTests {
    @Test(.timeLimit(.minutes(8)))
    func `two servers are set up in a browser, serve, and one is lost in the middle of a deployment`() async throws {
      try await SecondMachine.with { first in
        try await SecondMachine.with { second in
          try await EndToEndFixture.with("server-walk") { e2e in
            var servers: [JSONValue] = []
            for (name, machine) in [("web-1", first), ("web-2", second)] {
              for image in ["traefik:v3.7", "busybox:latest", "redis:7"] { try await machine.script("image", image) }
              var files = EndToEndRepository.page("page of \(name)")
              files["start"] = files["start"].flatMap { $0 }.map { "echo hello from here\n" + $0 }
              let repository = try await e2e.git.repository(name, files)
              servers.append([
                "name": .string(name), "address": .string(machine.address), "folder": .string(machine.folder),
                "repository": .string(repository.publicURL), "checkout": .string(repository.work),
                "push": .string(repository.url),
              ])
            }
            let seen = try await walk(e2e, servers)
            #expect(seen["pages"] == ["page of web-1", "page of web-2"], "\(seen)")
            #expect(seen["terminals"] == 2 && seen["logs"] == 2 && seen["charts"] == 2, "\(seen)")
            #expect(seen["lost"] == true, "the page does not name the server that was lost")
            #expect(seen["again"] == "page of web-1", "\(seen)")
            #expect(seen["console"] == [], "the browser's console")
          }
        }
      }
    }

    private func walk(_ e2e: EndToEndFixture, _ servers: [JSONValue]) async throws -> JSONValue {
      let config = try JSONEncoder().encode(JSONValue.array(servers))
      let text = try await EndToEndCommand.run([
        EndToEndMachine.python, "Scripts/servers_walk.py", "http://127.0.0.1:\(e2e.ports.panel)",
        EndToEndFixture.email, EndToEndFixture.password, String(e2e.ports.http),
        String(decoding: config, as: UTF8.self),
        EndToEndCommand.checkout + "/.build/screenshots",
      ])
      return try JSONDecoder().decode(JSONValue.self, from: Data((text.split(separator: "\n").last ?? "").utf8))
    }
  }
}
