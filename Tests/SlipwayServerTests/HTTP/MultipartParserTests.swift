import SlipwayCore
import Testing

@testable import SlipwayServer

@Suite("Multipart forms")
struct MultipartParserTests {
  private static let type = "multipart/form-data; boundary=\"-X--X\""
  private static let body =
    "preamble\r\n---X--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n---X--X  "
  private static let whole = [
    "---X--X\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n",
    "---X--X\r\ncontent-type: text/plain\r\ncontent-disposition: form-data; name=text\r\n\r\na\r\n--b\r\n---X--Y\r\n",
    "---X--X\r\nContent-Disposition: form-data; name=\"zip\"; filename=\"a%22b.zip\"\r\n\r\n\r\n\r\nPK\r\n",
    "---X--X--\r\nepilogue",
  ].joined()

  /// The parts, with their data joined.
  private static func parts(_ chunks: [[UInt8]]) throws -> [String] {
    var parser = try MultipartParser(contentType: type)
    var parts: [String] = []
    for chunk in chunks {
      for event in try parser.feed(chunk) {
        switch event {
        case .began(let name, let fileName): parts.append("\(name)/\(fileName ?? "-")=")
        case .data(let bytes): parts[parts.count - 1] += String(decoding: bytes, as: UTF8.self)
        case .ended: parts[parts.count - 1] += ";"
        }
      }
    }
    return parser.isComplete ? parts : parts + ["incomplete"]
  }

  @Test("come out the same wherever the network cuts them")
  func cuts() throws {
    let bytes = Array(Self.whole.utf8)
    let wanted = ["empty/-=;", "text/-=a\r\n--b\r\n---X--Y;", "zip/a\"b.zip=\r\n\r\nPK;"]
    #expect(try Self.parts([bytes]) == wanted)
    #expect(try Self.parts(bytes.map { [$0] }) == wanted)
    for cut in 1..<bytes.count {
      #expect(try Self.parts([Array(bytes[..<cut]), Array(bytes[cut...])]) == wanted, "cut at \(cut)")
    }
  }

  @Test("that are malformed are refused or stay incomplete, never more")
  func malformed() throws {
    #expect(throws: SlipwayError.self) { try Self.parts([Array(Self.body.utf8)]) }
    #expect(throws: SlipwayError.self) {
      try Self.parts([Array("---X--X\r\nno-disposition: 1\r\n\r\nx\r\n---X--X--".utf8)])
    }
    #expect(throws: SlipwayError.self) {
      try Self.parts([Array("---X--X\r\n".utf8), [UInt8](repeating: 65, count: 20_000)])
    }
    let part = "---X--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
    #expect(throws: SlipwayError.self) { try Self.parts([Array(String(repeating: part, count: 51).utf8)]) }
    #expect(try Self.parts([Array(part.utf8)]).last == "incomplete")
    for type in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\u{7}"] {
      #expect(throws: SlipwayError.self) { try MultipartParser(contentType: type) }
    }
  }
}
