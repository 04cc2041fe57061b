import Glibc
import NIOCore
import SlipwayCore

/// The socket that a master connection of `ssh` listens on.
enum ControlSocket {
  /// Connects, and asks for a session with these descriptors as its input, output and errors; the caller closes its own.
  /// - Returns: the connection, which the caller owns; `nil` when no master listens.
  static func session(_ path: String, _ request: ByteBuffer, _ descriptors: [CInt]) throws -> CInt? {
    let number = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw problem("A socket could not be made") }
    do {
      guard try connect(number, path) else {
        Glibc.close(number)
        return nil
      }
      let isSent = try request.withUnsafeReadableBytes { try send(number, $0) }
      for descriptor in descriptors where isSent { try hand(descriptor, over: number) }
      return number
    } catch {
      Glibc.close(number)
      throw error
    }
  }

  private static func connect(_ number: CInt, _ path: String) throws -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SlipwayError(.internal, "The path of a socket is too long: \(path)")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }

  /// - Returns: `false` when the master is gone.
  private static func send(_ number: CInt, _ bytes: UnsafeRawBufferPointer) throws -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = Glibc.send(number, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, CInt(MSG_NOSIGNAL))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// One byte that carries a descriptor, as `ssh` sends it.
  private static func hand(_ descriptor: CInt, over number: CInt) throws {
    var byte: UInt8 = 0
    // A header, the descriptor, and what makes the next one begin at a whole word.
    let size = MemoryLayout<cmsghdr>.size + MemoryLayout<Int>.size
    let control = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: MemoryLayout<cmsghdr>.alignment)
    defer { control.deallocate() }
    control.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    var header = cmsghdr()
    header.cmsg_len = MemoryLayout<cmsghdr>.size + MemoryLayout<CInt>.size
    (header.cmsg_level, header.cmsg_type) = (SOL_SOCKET, CInt(SCM_RIGHTS))
    control.storeBytes(of: header, as: cmsghdr.self)
    control.storeBytes(of: descriptor, toByteOffset: MemoryLayout<cmsghdr>.size, as: CInt.self)
    let sent = withUnsafeMutablePointer(to: &byte) { byte in
      var vector = iovec(iov_base: byte, iov_len: 1)
      return withUnsafeMutablePointer(to: &vector) { vector in
        var message = msghdr()
        (message.msg_iov, message.msg_iovlen) = (vector, 1)
        (message.msg_control, message.msg_controllen) = (control, size)
        return sendmsg(number, &message, CInt(MSG_NOSIGNAL))
      }
    }
    // A master that is gone is noticed by whoever reads.
    guard sent == 1 || errno == EPIPE || errno == ECONNRESET else {
      throw problem("A descriptor could not be handed over")
    }
  }

  private static func problem(_ what: String) -> SlipwayError {
    SlipwayError(.internal, "\(what): \(String(cString: strerror(errno))).")
  }
}
