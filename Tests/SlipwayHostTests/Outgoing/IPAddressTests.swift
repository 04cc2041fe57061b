import Testing

@testable import SlipwayHost

struct IPAddressTests {
  @Test(arguments: [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "169.254.169.254", "::1", "::", "fe80::1", "fe80::1%eth0",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192",
  ])
  func `Addresses that lead to this machine or its cable are known`(address: String) throws {
    #expect(try #require(IPAddress(address)).reach == .machine)
  }

  @Test(arguments: [
    "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "224.0.0.1", "255.255.255.255",
    "198.18.0.1", "192.0.2.1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
    "2001::1", "2001:db8::1",
  ])
  func `Addresses within a network are private`(address: String) throws {
    #expect(try #require(IPAddress(address)).reach == .network)
  }

  @Test(arguments: [
    "1.1.1.1", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111",
    "::ffff:1.1.1.1",
  ])
  func `Addresses of the world are not`(address: String) throws {
    #expect(try #require(IPAddress(address)).reach == .world)
  }

  @Test(arguments: ["", "nonsense", "1.2.3", "1.2.3.4:80", "[::1]", "example.org"])
  func `What is no address is none`(text: String) { #expect(IPAddress(text) == nil) }

  @Test func `The same address is the same however it is written`() {
    #expect(IPAddress("::ffff:192.0.2.1") == IPAddress("192.0.2.1"))
    #expect(IPAddress("2001:DB8:0::1") == IPAddress("2001:db8::1"))
  }

  @Test func `This machine has its loopback among its addresses`() throws {
    #expect(IPAddress.own().contains(try #require(IPAddress("127.0.0.1"))))
  }
}
