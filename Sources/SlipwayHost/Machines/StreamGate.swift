import Crypto
import Foundation
import Glibc
import SlipwayCore
import Synchronization

/// Copies bytes from one pipe to another and measures them, on a thread of its own: it blocks for as long as they flow.
final class StreamGate: Sendable {
  /// How it came to its end.
  enum End: Sendable {
    case ended(StreamMeasure)
    /// Nobody reads any more.
    case refused
  }

  /// What it waits for.
  enum Phase: Sendable {
    case source, sink
    /// The source has ended.
    case over
  }

  private static let chunk = 256 << 10
  /// Two blocks of a tar archive.
  private static let tailSize = 1024
  private let source: StreamDescriptor
  private let target: StreamDescriptor?
  private let preface: [UInt8]
  private let count = Mutex(0)
  private let phase = Mutex((Phase.source, ContinuousClock.now))
  private let refusal = Mutex(false)

  /// - Parameter preface: goes to the target first.
  init(from source: StreamDescriptor, to target: StreamDescriptor?, preface: [UInt8] = []) {
    self.preface = preface
    self.source = source
    self.target = target
  }

  /// How many bytes have passed.
  var bytes: Int { count.withLock { $0 } }

  /// What it waits for, and for how long.
  var idleness: (phase: Phase, time: Duration) {
    let (phase, since) = self.phase.withLock { $0 }
    return (phase, .now - since)
  }

  /// Whether nobody reads any more; so before the source can notice it.
  var isRefused: Bool { refusal.withLock { $0 } }

  /// Returns when the source has ended or the target is closed; leaves the target open.
  func copy() async -> End {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.loop()) }
    }
  }

  private func loop() -> End {
    defer { source.close() }
    guard write(preface[...]) else { return refused() }
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    var digest = SHA256()
    var tail: [UInt8] = []
    while true {
      enter(.source)
      let length = Glibc.read(source.number, &buffer, buffer.count)
      if length < 0, errno == EINTR { continue }
      guard length > 0 else { break }
      buffer.withUnsafeBytes { digest.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<length])) }
      tail = Array((length >= Self.tailSize ? [] : tail) + buffer[max(0, length - Self.tailSize)..<length])
        .suffix(Self.tailSize)
      guard write(buffer[..<length]) else { return refused() }
      count.withLock { $0 += length }
    }
    enter(.over)
    let sha256 = digest.finalize().hexadecimal
    let endsAsTar = tail.count == Self.tailSize && tail.allSatisfy { $0 == 0 }
    return .ended(StreamMeasure(bytes: bytes, sha256: sha256, endsAsTar: endsAsTar))
  }

  private func enter(_ next: Phase) { phase.withLock { $0 = (next, .now) } }

  private func refused() -> End {
    refusal.withLock { $0 = true }
    return .refused
  }

  private func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let target else { return true }
    return bytes.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        enter(.sink)
        let length = Glibc.write(target.number, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
        if length < 0, errno == EINTR { continue }
        guard length > 0 else { return false }
        offset += length
      }
      return true
    }
  }
}
