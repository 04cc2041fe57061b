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

    @Test(.timeLimit(.minutes(5)))
    func `a certificate that ends soon is renewed by itself, and nobody is refused meanwhile`() async throws {
      // Twenty minutes: from the first look on, which comes after a minute, it is time for the next one.
      let acme = try await AcmeServer(validity: 1200)
      try await EndToEndFixture.with(
        "renewal",
        settings: { server in
          try await acme.prepare(server)
          await server.set("SLIPWAY_ACME_CERTIFICATE_HOURS", to: "1")
        },
        { e2e in
          let (application, _) = try await e2e.servingApplication(text: "renewed")
          let host = "renewed-\(application.appName).slipway.test"
          try await application.addDomain(host, more: ["https": true, "certificateType": "letsencrypt"])
          let first = try await serial(host, e2e, acme, otherThan: "", within: .seconds(60))
          let second = try await serial(host, e2e, acme, otherThan: first, within: .seconds(150))
          #expect(!second.isEmpty && second != first)
        })
      try await acme.stop()
    }

    /// The serial number of the certificate that the host shows, once the ACME server has signed it and it is another one.
    private func serial(
      _ host: String, _ e2e: EndToEndFixture, _ acme: AcmeServer, otherThan known: String, within limit: Duration
    ) async throws -> String {
      var found = ""
      try await eventually("\(host) shows another certificate than '\(known)'", within: limit, every: .seconds(1)) {
        try await EndToEndCommand.run([
          "curl", "-sS", "--fail", "-m", "5", "--cacert", acme.root, "--resolve",
          "\(host):\(e2e.ports.https):127.0.0.1", "-o", "/dev/null", "https://\(host):\(e2e.ports.https)/",
        ])
        let shown = try await EndToEndCommand.run([
          "openssl", "s_client", "-connect", "127.0.0.1:\(e2e.ports.https)", "-servername", host,
        ])
        let certificate = try await EndToEndCommand.run(["openssl", "x509", "-noout", "-serial"], input: shown)
        found = certificate
        return !found.isEmpty && found != known
      }
      return found
    }
  }
}
