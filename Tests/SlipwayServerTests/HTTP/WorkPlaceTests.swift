import Testing

@testable import SlipwayServer

@Suite struct WorkPlaceTests {
  @Test func `an answer that is thrown away because the client hung up leaves its place`() {
    let atWork = AtWork()
    let names = [(name: "all", limit: 1)]
    var answer: (() -> Void)? = atWork.place(names).map { place in { place.leave() } }
    #expect(answer != nil && atWork.place(names) == nil)
    answer = nil
    #expect(atWork.enter(names))
  }

  @Test func `a place is left once`() {
    let atWork = AtWork()
    let names = [(name: "all", limit: 2)]
    let (first, second) = (atWork.place(names), atWork.place(names))
    first?.leave()
    first?.leave()
    #expect(second != nil && atWork.enter(names) && !atWork.enter(names))
  }
}
