import Glibc

/// The sockets of a fence.
enum FenceSocket {
  /// Within a new network even the loopback is down.
  static func raiseLoopback() -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // `ifreq`: 16 bytes for the name, then the flags "up" and "running"; the call is SIOCSIFFLAGS.
    var request = [UInt8]("lo".utf8) + [UInt8](repeating: 0, count: 38)
    request[16] = 0x41
    return request.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { ioctl(descriptor, 0x8914, $0) == 0 } ?? false
    }
  }

  /// - Returns: a socket that listens on a free port of the loopback.
  static func listen() -> CInt? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard isBound == 0, Glibc.listen(descriptor, 128) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  static func port(of descriptor: CInt) -> Int {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// - Parameter address: as a number, so that nobody is asked for it again.
  /// - Returns: a descriptor, or -1 and why nobody answers.
  static func connect(to address: String, port: Int) -> (descriptor: CInt, reason: CInt) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    var result: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(port), &hints, &result) == 0, let found = result else { return (-1, EINVAL) }
    defer { freeaddrinfo(result) }
    let descriptor = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return (-1, errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    // Linux takes it for connecting, too.
    setTimeout(descriptor, SO_SNDTIMEO, seconds: 15)
    guard Glibc.connect(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
      let reason = errno
      close(descriptor)
      return (-1, reason)
    }
    return (descriptor, 0)
  }

  static func setTimeout(_ descriptor: CInt, _ option: CInt, seconds: Int) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// - Returns: whether all of it was taken.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let length = send(
        descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset, Int32(MSG_NOSIGNAL))
      if length < 0, errno == EINTR { continue }
      guard length > 0 else { return false }
      offset += length
    }
    return true
  }
}
