import Testing

@testable import SlipwayAgent

@Suite struct ResidentPagesTests {
  private static func mapping(_ line: String, dirty: Int = 0, anonymous: Int = 0) -> String {
    """
    \(line)
    Size:                 16 kB
    Private_Clean:        16 kB
    Private_Dirty:        \(dirty) kB
    Anonymous:            \(anonymous) kB
    VmFlags: rd ex mr mw me

    """
  }

  @Test func `clean pages of programs go, and nothing that was written to or can be`() {
    let text = [
      Self.mapping("1000-2000 r-xp 00000000 fe:00 1 /usr/bin/slipway"),
      Self.mapping("2000-3000 r--p 00001000 fe:00 1 /usr/bin/slipway", dirty: 4),
      Self.mapping("3000-4000 r--p 00001000 fe:00 1 /usr/bin/slipway", anonymous: 4),
      Self.mapping("4000-5000 rw-p 00002000 fe:00 1 /usr/bin/slipway"),
      Self.mapping("5000-6000 r-xp 00000000 00:00 0 [vdso]"),
      Self.mapping("6000-7000 r--p 00000000 00:00 0"),
      Self.mapping("7f0000000000-7f0000001000 r--p 00000000 fe:00 2 /usr/lib/a b.so"),
    ].joined()
    #expect(ResidentPages.ranges(text) == [0x1000..<0x2000, 0x7f00_0000_0000..<0x7f00_0000_1000])
    #expect(ResidentPages.ranges("").isEmpty)
  }

  @Test func `a process goes on after it`() {
    ResidentPages.giveBack()
    #expect((1...1000).reduce(0, +) == 500_500)
  }
}
