import Foundation
import SlipwayCore
import SlipwayServer

/// A connection of sshd's child to the Slipway that takes pushes.
struct DoorConnection {
  private static let piece = 64 << 10
  private let socket: Int32

  /// - Throws: ``SlipwayError`` `unreachable` when nobody is there.
  init(_ path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SlipwayError(.badRequest, "The path \(path) is too long for a socket.")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let descriptor = socket
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      throw SlipwayError(.unreachable, "Slipway does not answer here at the moment; try again in a minute.")
    }
  }

  func ask(_ request: DoorRequest) throws { try Self.write([UInt8](try request.packet()), to: socket) }

  /// Copies what comes in to there, and what comes from there to the output, until the other side ends.
  func relay() {
    let socket = socket
    let sender = Thread {
      Self.copy(from: STDIN_FILENO, to: socket)
      shutdown(socket, Int32(SHUT_WR))
    }
    sender.start()
    Self.copy(from: socket, to: STDOUT_FILENO)
    close(socket)
  }

  private static func copy(from source: Int32, to target: Int32) {
    var buffer = [UInt8](repeating: 0, count: piece)
    while true {
      let count = read(source, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0, (try? write(Array(buffer[..<count]), to: target)) != nil else { return }
    }
  }

  private static func write(_ bytes: [UInt8], to target: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(target, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SlipwayError(.unreachable, "The other side has ended.") }
      rest = rest.dropFirst(count)
    }
  }
}
