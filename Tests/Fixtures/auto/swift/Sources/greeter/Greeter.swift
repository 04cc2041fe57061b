import Glibc

/// Answers every request with a greeting.
@main
enum Greeter {
  static func main() {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var reuse: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    let port = getenv("PORT").flatMap { UInt16(String(cString: $0)) } ?? 8080
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
    }
    guard bound == 0, listen(listener, 16) == 0 else { exit(1) }
    signal(SIGTERM) { _ in exit(0) }
    let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 17\r\nConnection: close\r\n\r\nhello from swift\n".utf8)
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { continue }
      var request = [UInt8](repeating: 0, count: 4096)
      _ = read(client, &request, request.count)
      _ = write(client, answer, answer.count)
      close(client)
    }
  }
}
