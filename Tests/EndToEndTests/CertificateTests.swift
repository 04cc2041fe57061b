import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct CertificateTests {
    @Test(.timeLimit(.minutes(5)))
    func `a domain with https gets a certificate from the ACME server and redirects http to it`() async throws {
      let acme = try await AcmeServer()
      try await EndToEndFixture.with("certificate", settings: acme.prepare) { e2e in
        let (application, _) = try await e2e.servingApplication(text: "sealed")
        let host = "secure-\(application.appName).slipway.test"
        try await application.addDomain(host, more: ["https": true, "certificateType": "letsencrypt"])
        try await application.deployed()

        try await eventually("https answers with a certificate that the ACME server signed", within: .seconds(60)) {
          let page = try await EndToEndCommand.run([
            "curl", "-sS", "--fail", "-m", "5", "--cacert", acme.root, "--resolve",
            "\(host):\(e2e.ports.https):127.0.0.1", "https://\(host):\(e2e.ports.https)/",
          ])
          return page == "sealed"
        }
        let plain = try await EndToEndHTTP.request(port: e2e.ports.http, host: host, path: "/")
        #expect([301, 302, 307, 308].contains(plain.status))
        #expect(plain.headers["location"]?.hasPrefix("https://\(host)") == true)
      }
      try await acme.stop()
    }
  }
}
