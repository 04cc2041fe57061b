import SlipwayCore
import Testing

struct TextOfBytesTests {
  @Test(arguments: [
    ("", ""), ("AZaz09-._~", "AZaz09-._~"), ("a b&c=d/é?#%+", "a%20b%26c%3Dd%2F%C3%A9%3F%23%25%2B"),
    ("\u{0}\n@:[]", "%00%0A%40%3A%5B%5D"), ("😀", "%F0%9F%98%80"),
  ])
  func `Everything is percent-encoded that may mean something in an address`(text: String, encoded: String) {
    #expect(text.percentEncoded == encoded)
    #expect(text[...].percentEncoded == encoded)
  }

  @Test func `Each byte is two hexadecimal digits`() {
    #expect([UInt8]().hexadecimal == "")
    #expect([0, 9, 10, 15, 16, 255].map(UInt8.init).hexadecimal == "00090a0f10ff")
  }
}
