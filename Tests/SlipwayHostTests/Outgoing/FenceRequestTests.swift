import Testing

@testable import SlipwayHost

struct FenceRequestTests {
  private func request(_ line: String, _ headers: String = "") -> FenceRequest? {
    FenceRequest(Array("\(line)\r\n\(headers)\r\n".utf8))
  }

  @Test func `A way through names a host and a port`() {
    let found = request("CONNECT s3.example.org:443 HTTP/1.1", "Host: x\r\n")
    #expect(found?.host == "s3.example.org" && found?.port == 443 && found?.forwarded == nil)
    #expect(request("CONNECT [2001:db8::1]:9000 HTTP/1.1")?.host == "2001:db8::1")
  }

  @Test func `A request is handed on as its server wants it, and closes the connection`() {
    let head = "Host: s3.test\r\nConnection: keep-alive\r\nProxy-Connection: x\r\nX-A: b\r\n"
    let found = request("PUT http://s3.test:9000/b/k%20?x=1 HTTP/1.1", head)
    #expect(found?.host == "s3.test" && found?.port == 9000)
    #expect(
      String(decoding: found?.forwarded ?? [], as: UTF8.self)
        == "PUT /b/k%20?x=1 HTTP/1.1\r\nHost: s3.test\r\nX-A: b\r\nConnection: close\r\n\r\n")
    #expect(request("GET http://s3.test?list HTTP/1.1")?.port == 80)
    #expect(request("GET HTTP://s3.test HTTP/1.0")?.forwarded?.starts(with: Array("GET / HTTP/1.0\r\n".utf8)) == true)
  }

  @Test(arguments: [
    "GET / HTTP/1.1", "GET https://s3.test/ HTTP/1.1", "CONNECT s3.test HTTP/1.1", "CONNECT :443 HTTP/1.1",
    "CONNECT s3.test:0 HTTP/1.1", "CONNECT s3.test:443:1 HTTP/1.1", "GET http://a@s3.test/ HTTP/1.1", "GET", "",
    "GET http:///x HTTP/1.1", "SSH-2.0-x",
  ])
  func `What asks for no place is no request`(line: String) { #expect(request(line) == nil) }
}
