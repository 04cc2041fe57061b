import Testing

@testable import SlipwayWeb

@Suite struct AddressQueryTests {
  @Test func `an address falls into its path and its values`() {
    let query = AddressQuery("/a/b?q=x%20y+z&open=d&flag&=lost&q=last")
    #expect(query.path == "/a/b")
    #expect(query.values["q"] == "last")
    #expect(query.values["open"] == "d")
    #expect(query.values["flag"] == "")
  }

  @Test func `what cannot be read is empty, and a path alone has no values`() {
    #expect(AddressQuery("/a?q=%zz").values["q"] == "")
    #expect(AddressQuery("/a").values.isEmpty)
    #expect(AddressQuery("").path == "")
    #expect(AddressQuery("/a?b?c=d").values["b?c"] == "d")
  }

  @Test func `a flood of values is cut`() {
    let flood = (0..<5000).map { "k\($0)=v" }.joined(separator: "&")
    #expect(AddressQuery("/a?" + flood).values.count == 50)
  }
}
