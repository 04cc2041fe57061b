import Testing

@testable import SlipwayCompose

struct ServerRoutesTests {
  @Test func `a range of addresses is free when the server reaches nothing in it`() throws {
    let table = """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      eth0\t00000000\t0101000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
      eth0\t0001000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
      docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
      """
    let six =
      "fd000001000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n"
    let routes = ServerRoutes(
      four: table, six: six, resolvers: "nameserver 192.168.7.53\nnameserver fd00:9::53\noptions x\n")
    #expect(routes.all.count == 6)
    for (text, isFree) in [
      ("172.20.0.0/16", true), ("172.17.5.0/24", false), ("172.16.0.0/12", false), ("10.0.1.0/24", false),
      // Behind the gateway: the server's own network, though it has no route for it alone.
      ("10.0.2.0/24", false), ("192.168.7.0/24", false), ("192.168.8.0/24", true), ("fd00:1::/64", false),
      ("fd00:2::/64", true), ("fd00:9::/64", false),
    ] {
      let range = try #require(AddressRange(text))
      #expect((routes.refusal(of: range) == nil) == isFree, "\(text)")
    }
  }
}
