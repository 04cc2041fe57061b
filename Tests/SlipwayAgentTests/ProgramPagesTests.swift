import Testing

@testable import SlipwayAgent

/// Which memory is given back.
@Suite struct ProgramPagesTests {
  @Test func `only what is mapped of files and not written is given back`() {
    let maps = """
      00400000-00500000 r-xp 00000000 fe:00 12 /usr/bin/slipway
      00500000-00501000 rw-p 00100000 fe:00 12 /usr/bin/slipway
      01000000-01021000 rw-p 00000000 00:00 0 [heap]
      02000000-02002000 r--p 00000000 00:00 0
      03000000-03002000 r--p 00000000 fe:00 13 /usr/lib/a file (deleted)
      """
    #expect(ProgramPages.spans(maps) == [0x400000..<0x500000, 0x3000000..<0x3002000])
  }

  @Test func `the process goes on after it`() {
    ProgramPages.giveBack()
    #expect(ProgramPages.spans("").isEmpty)
  }
}
