import SlipwayCore
import Testing

@testable import SlipwayHost

struct AddressGuardTests {
  @Test(arguments: ["127.0.0.1", "::1", "169.254.169.254", "0.0.0.0", "::", "fe80::1", "::ffff:127.0.0.1"])
  func `this machine and link-local are no destination`(address: String) async {
    let url = address.contains(":") ? "http://[\(address)]:9" : "http://\(address):9"
    let guarded = AddressGuard(destinations: Configuration())
    await #expect(throws: SlipwayError.self) { try await guarded.check(url, field: "endpoint") }
  }

  @Test(arguments: ["127.0.0.1:5000", "localhost", "localhost:443", "169.254.169.254:80", "0.0.0.0:5000"])
  func `this machine and link-local are no registry`(place: String) async {
    let error = await #expect(throws: SlipwayError.self) {
      try await AddressGuard(registries: Configuration()).check(registry: place, field: "registryUrl")
    }
    #expect(error?.details["registryUrl"]?.contains("this machine itself") == true)
  }

  @Test func `the server's owner can allow this machine as a destination, and as a registry`() async throws {
    var configuration = Configuration()
    configuration.allowsLocalDestinations = true
    #expect(
      try await AddressGuard(destinations: configuration).check("http://127.0.0.1:9", field: "endpoint") == nil)
    let registries = AddressGuard(registries: configuration)
    let error = await #expect(throws: SlipwayError.self) {
      try await registries.check(ImageReference(parsing: "localhost:5000/a"), field: "dockerImage")
    }
    #expect(error?.details["dockerImage"]?.contains("--local-registries") == true)
    configuration.allowsLocalRegistries = true
    try await AddressGuard(registries: configuration).check(registry: "localhost:5000", field: "registryUrl")
    try await registries.check(ImageReference(parsing: "nginx:1.27"), field: "dockerImage")
  }

  @Test func `the host of an address is found`() {
    #expect(AddressGuard.host(of: "https://s3.example.org:9000/x") == "s3.example.org")
    #expect(AddressGuard.host(of: "s3.example.org") == "s3.example.org")
    #expect(AddressGuard.host(of: "http://[2001:db8::1]:9") == "2001:db8::1")
    #expect(AddressGuard.host(of: "http://127.0.0.1:9?x=https://s3.example.org") == "127.0.0.1")
    #expect(AddressGuard.host(of: "https://a:b@127.0.0.1:9/x@y") == "127.0.0.1")
    #expect(AddressGuard.port(of: "http://[2001:db8::1]:9") == 9 && AddressGuard.port(of: "https://s3.test") == 443)
    #expect(AddressGuard.port(of: "backup.test") == nil && AddressGuard.port(of: "backup.test:22") == 22)
  }
}
