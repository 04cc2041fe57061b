import SlipwayHost
import Testing

struct PrivateAddressTests {
  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1", "nonsense", "",
  ])
  func `Addresses within a network are private`(address: String) {
    #expect(PrivateAddress.contains(address))
  }

  @Test(arguments: [
    "1.1.1.1", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111",
    "::ffff:1.1.1.1",
  ])
  func `Addresses of the world are not`(address: String) {
    #expect(!PrivateAddress.contains(address))
  }
}
