import Testing

@testable import SlipwayCore

struct ScalarSetTests {
  @Test(arguments: [
    (ScalarSet.digits, "059", "a/:"), (.spaces, " \t\n\r", "\u{b}a\u{a0}"), (.words, "aZ_9", "-ä "),
    (.everythingOnTheLine, "aä😀\u{0}", "\n"), (.everything, "a\n😀", ""),
  ])
  func `The named sets have exactly what Go has in them`(set: ScalarSet, members: String, others: String) {
    #expect(members.unicodeScalars.allSatisfy { set.contains($0) })
    #expect(!others.unicodeScalars.contains { set.contains($0) })
    #expect(!members.unicodeScalars.contains { set.negated().contains($0) })
  }

  @Test func `A set that takes in a negated one has all but its members`() {
    var set = ScalarSet([97...97])
    set.formUnion(ScalarSet([48...57, 65...90], isNegated: true))
    for scalar in "a/:@[😀\u{0}".unicodeScalars { #expect(set.contains(scalar)) }
    for scalar in "09AZ".unicodeScalars { #expect(!set.contains(scalar)) }
    var all = ScalarSet([])
    all.formUnion(ScalarSet([], isNegated: true))
    #expect(all.contains("x") && all.contains("\u{10ffff}"))
  }

  @Test func `Overlapping ranges of a negated set leave no gap`() {
    var set = ScalarSet([])
    set.formUnion(ScalarSet([100...200, 50...120, 0...10], isNegated: true))
    for value in [11, 49, 201] as [UInt32] { #expect(Unicode.Scalar(value).map { set.contains($0) } == true) }
    for value in [0, 10, 50, 110, 200] as [UInt32] {
      #expect(Unicode.Scalar(value).map { set.contains($0) } == false)
    }
  }

  @Test func `Without regard to case both forms are members`() {
    let set = ScalarSet([97...122, 228...228], ignoresCase: true)
    for scalar in "aAzZäÄ".unicodeScalars { #expect(set.contains(scalar)) }
    #expect(!set.contains("1"))
    #expect(!ScalarSet([97...122], isNegated: true, ignoresCase: true).contains("A"))
  }
}
