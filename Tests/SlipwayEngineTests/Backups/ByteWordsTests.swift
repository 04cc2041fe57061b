import SlipwayEngine
import Testing

@Suite struct ByteWordsTests {
  @Test func `amounts are said in words`() {
    #expect(ByteWords.text(0) == "0 bytes")
    #expect(ByteWords.text(1536) == "1.5 KiB")
    #expect(ByteWords.text(2 << 30) == "2 GiB")
  }
}
