import SlipwayEngine
import Testing

@Suite struct SocketTableTests {
  private let head =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
  private func line(_ address: String, _ state: String = "0A") -> String {
    "   0: \(address) 00000000:0000 \(state) 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0\n"
  }
  private let any6 = "00000000000000000000000000000000"

  @Test func `A socket on every address accepts`() {
    #expect(SocketTable(tcp: head + line("00000000:0BB8"), tcp6: head).finding(port: 3000) == .accepting)
    #expect(SocketTable(tcp: head, tcp6: head + line("\(any6):0BB8")).finding(port: 3000) == .accepting)
    #expect(SocketTable(tcp: head + line("0500000A:0BB8"), tcp6: "").finding(port: 3000) == .accepting)
  }

  @Test func `A socket on the loopback address alone does not`() {
    #expect(SocketTable(tcp: line("0100007F:0BB8"), tcp6: "").finding(port: 3000) == .loopbackOnly)
    let loopback6 = "00000000000000000000000001000000"
    #expect(SocketTable(tcp: "", tcp6: line("\(loopback6):0BB8")).finding(port: 3000) == .loopbackOnly)
    let mapped = "0000000000000000FFFF00000100007F"
    #expect(SocketTable(tcp: "", tcp6: line("\(mapped):0BB8")).finding(port: 3000) == .loopbackOnly)
    let both = SocketTable(tcp: line("0100007F:0BB8") + line("00000000:0BB8"), tcp6: "")
    #expect(both.finding(port: 3000) == .accepting)
  }

  @Test func `Other ports are told in their order`() {
    let table = SocketTable(tcp: line("00000000:1F90") + line("00000000:0050") + line("0100007F:1388"), tcp6: "")
    #expect(table.finding(port: 3000) == .otherPorts([80, 8080]))
  }

  @Test func `Docker's own name server and connections that are no listeners do not count`() {
    let table = SocketTable(tcp: line("0B00007F:A1B2") + line("00000000:0BB8", "01"), tcp6: "")
    #expect(table.finding(port: 3000) == .nothing)
  }

  @Test(arguments: [
    "", "\n\n", "0A 0A 0A 0A", "x: zz:0BB8 y 0A", "0: 00000000:FFFFF 0:0 0A", "0: 00000000: 0:0 0A", "0: :: 0 0A",
    "0: 000000000BB8 0:0 0A", "0: 00000000:0000 0:0 0A", "\u{0}\u{1}", "0: 00000000:-1 0:0 0A",
  ])
  func `What is no table is empty`(text: String) {
    #expect(SocketTable(tcp: text, tcp6: text).finding(port: 3000) == .nothing)
  }
}
