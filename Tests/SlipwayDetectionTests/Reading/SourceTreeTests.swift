import SlipwayDetection
import Testing

@Suite struct SourceTreeTests {
  @Test func `a file whose text is known is there`() {
    #expect(SourceTree(texts: ["package.json": "{}"]).has("package.json"))
  }
}
