import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct BrowserTests {
    @Test(.timeLimit(.minutes(8)))
    func `a new user signs in, creates an application, watches it deploy and opens its page`() async throws {
      try await EndToEndFixture.with("browser") { e2e in
        var files = EndToEndRepository.page("<h1>Served to a browser</h1>")
        files["Dockerfile"] = """
          FROM busybox:latest
          RUN for i in 1 2 3 4 5 6 7 8; do echo "live line $i of \(e2e.instance)"; sleep 1; done
          COPY . /site
          EXPOSE 8080
          CMD ["sh", "/site/start"]

          """
        files["start"] = files["start"].flatMap { $0 }.map { "echo hello from the page\n" + $0 }
        let repository = try await e2e.git.repository("browser", files)
        let text = try await EndToEndCommand.run([
          EndToEndMachine.python, "Scripts/browser_walk.py", "http://127.0.0.1:\(e2e.ports.panel)",
          EndToEndFixture.email, EndToEndFixture.password, repository.publicURL, "browser.slipway.test",
          String(e2e.ports.http), EndToEndCommand.checkout + "/.build/screenshots",
        ])
        let last = text.split(separator: "\n").last ?? ""
        let seen = try JSONDecoder().decode(JSONValue.self, from: Data(last.utf8))
        #expect(seen["live"] == true, "the log came only after the build")
        #expect(seen["log_search"] == true, "a line was not found")
        #expect(seen["terminal"] == true, "nothing was typed into a container")
        #expect(seen["charts"] == true, "no chart moved")
        #expect(seen["page"] == "Served to a browser")
        #expect(seen["console"] == [], "the browser's console")
        #expect(seen["scrolls_sideways"] == nil)
        #expect(seen["accessibility"] == [], "what axe finds serious or critical")
        #expect(seen["no_focus"] == [], "the focus cannot be seen")
        #expect(try seen.items("screenshots").count > 20)
      }
    }
  }
}
