import SlipwayCore
import Testing

@Suite struct MachineWordTests {
  @Test func `this machine has several names`() {
    for text in [nil, "", "local", "undefined", "null"] { #expect(MachineWord.server(text) == nil) }
    #expect(MachineWord.server("abc") == ID("abc"))
  }
}
