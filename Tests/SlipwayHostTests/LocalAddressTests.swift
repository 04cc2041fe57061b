import Testing

@testable import SlipwayHost

struct LocalAddressTests {
  @Test(arguments: [
    ("127.0.0.1", true), ("127.9.9.9", true), ("0.0.0.0", true), ("169.254.169.254", true), ("localhost", true),
    ("[::1]", true), ("::", true), ("fe80::1", true), ("::ffff:127.0.0.1", true), ("192.0.2.1", false),
    ("2001:db8::1", false), ("10.0.0.1", false), ("no-such-host.invalid", false),
  ])
  func `Addresses that lead to this machine are known`(host: String, isLocal: Bool) async throws {
    #expect(try await LocalAddress.isBehind(host) == isLocal)
  }
}
