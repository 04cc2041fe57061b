import Foundation
import SlipwayCore
import Testing

/// A process starts with exactly what it was told, or says everything that is wrong.
@Suite struct ConfigurationTests {
  @Test("Flags win over the environment, which wins over the defaults")
  func precedence() throws {
    let configuration = try Configuration.read(
      flags: ["listen": "[::1]:4000"],
      environment: ["SLIPWAY_LISTEN": "0.0.0.0:1", "SLIPWAY_HTTP_PORT": "8080", "PATH": "/bin"])
    #expect(configuration.listenHost == "::1")
    #expect(configuration.listenPort == 4000)
    #expect(configuration.httpPort == 8080)
    #expect(configuration.httpsPort == 443)
  }

  @Test("Every problem is reported at once")
  func reportsAll() {
    let error = #expect(throws: SlipwayError.self) {
      try Configuration.read(
        flags: ["listen": "nowhere", "http-port": "0", "data-dir": "relative"],
        environment: [
          "SLIPWAY_LOG_LEVEL": "loud", "SLIPWAY_ENCRYPTION_KEY": "short", "SLIPWAY_TYPO": "1",
          "SLIPWAY_DOCKER_HOST": "tcp://x:2375", "SLIPWAY_INSTANCE": "Not A Label",
        ])
    }
    let expected: Set = [
      "listen", "http-port", "data-dir", "log-level", "encryption-key", "SLIPWAY_TYPO", "docker-host", "instance",
    ]
    #expect(Set(error?.details.keys ?? [:].keys) == expected)
  }

  @Test("Printing a configuration never shows the key")
  func masksKey() throws {
    let key = EncryptionKey.generate()
    let configuration = try Configuration.read(flags: ["encryption-key": key], environment: [:])
    #expect(!configuration.printable.contains { $0.value.contains(key) })
    #expect(EncryptionKey.decode(key)?.count == 32)
    #expect(EncryptionKey.decode(String(repeating: "ab", count: 32))?.count == 32)
    #expect(EncryptionKey.decode("too short") == nil)
  }
}
