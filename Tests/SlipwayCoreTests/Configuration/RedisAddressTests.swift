import SlipwayCore
import Testing

/// How the address of a Redis server is read.
@Suite struct RedisAddressTests {
  @Test func `all parts are read, and what is missing has its usual value`() throws {
    let full = try RedisAddress(parsing: "rediss://ada:p%40ss%3A@redis.internal:7000/3?ca-file=/etc/ca.pem")
    #expect(full.isEncrypted && full.host == "redis.internal" && full.port == 7000 && full.database == 3)
    #expect(full.user == "ada" && full.password == Secret("p@ss:") && full.caFile == "/etc/ca.pem")
    let plain = try RedisAddress(parsing: "redis://[::1]")
    #expect(!plain.isEncrypted && plain.host == "::1" && plain.port == 6379 && plain.database == 0)
    #expect(plain.user == nil && plain.password == nil && plain.place == "[::1]:6379")
    #expect(try RedisAddress(parsing: "redis://:only@host/").password == Secret("only"))
  }

  @Test(arguments: [
    "localhost:6379", "http://redis", "redis://", "redis://host:99999", "redis://host/zero", "redis://user@host",
    "redis://:pa#ss@host", "redis://host?db=1", "redis://host?ca-file=/x", "rediss://host?ca-file=x", "",
  ]) func `what cannot be meant is refused, and the password is not repeated`(text: String) {
    let error = #expect(throws: SlipwayError.self) { try RedisAddress(parsing: text) }
    #expect(error?.message.contains("pa#ss") == false)
  }

  @Test func `the settings of operation are checked together`() {
    let error = #expect(throws: SlipwayError.self) {
      try Configuration.read(
        flags: ["bus": "redis://", "metrics-token": "short", "log-format": "xml", "stop-timeout": "0"],
        environment: ["SLIPWAY_HEALTH_LISTEN": "nowhere"])
    }
    #expect(
      Set(error?.details.keys ?? [:].keys) == ["bus", "metrics-token", "log-format", "stop-timeout", "health-listen"])
  }

  @Test func `printing a configuration shows neither the token nor the password of the bus`() throws {
    let configuration = try Configuration.read(
      flags: ["bus": "redis://:hidden-word@host", "metrics-token": "another-hidden-word"], environment: [:])
    #expect(!configuration.printable.contains { $0.value.contains("hidden-word") })
  }
}
