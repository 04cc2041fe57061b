import Foundation

/// A certificate authority of our own and a certificate that it issued, made by openssl once for all tests of a process.
package struct TestCertificates: Sendable {
  package let authority: String
  package let authorityKey: String
  package let leaf: String
  package let leafKey: String

  package static let shared = Task { try await make(hosts: ["app.example.com", "*.shop.example.com"]) }

  /// - Parameter hosts: the DNS names of the certificate.
  package static func make(hosts: [String]) async throws -> TestCertificates {
    let folder = URL(fileURLWithPath: try temporaryPath("ca.pem")).deletingLastPathComponent().path
    let names = hosts.map { "DNS:\($0)" }.joined(separator: ",")
    try "subjectAltName=\(names)\n".write(toFile: folder + "/names", atomically: true, encoding: .utf8)
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    let ca = [
      "-keyout", folder + "/ca.key", "-out", folder + "/ca.pem", "-subj", "/CN=Test authority", "-days", "800",
    ]
    try await run(["req", "-x509"] + curve + ca)
    let request = [
      "-keyout", folder + "/leaf.key", "-out", folder + "/leaf.csr", "-subj", "/CN=\(hosts.first ?? "x")",
    ]
    try await run(["req", "-new"] + curve + request)
    try await run([
      "x509", "-req", "-in", folder + "/leaf.csr", "-CA", folder + "/ca.pem", "-CAkey", folder + "/ca.key",
      "-CAcreateserial", "-days", "400", "-extfile", folder + "/names", "-out", folder + "/leaf.pem",
    ])
    let text = { (name: String) in try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }
    return TestCertificates(
      authority: try text("ca.pem"), authorityKey: try text("ca.key"), leaf: try text("leaf.pem"),
      leafKey: try text("leaf.key"))
  }

  private static func run(_ words: [String]) async throws { try await EndToEndCommand.run(["openssl"] + words) }
}
