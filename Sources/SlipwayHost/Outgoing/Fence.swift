import Foundation
import Glibc
import SlipwayCore
import Synchronization

/// A network for programs that go where strangers' texts lead them. There is nothing in it but a porter, who looks at each
/// address in the moment in which he connects: no redirect, no second answer of a name server and no address within a
/// program's own settings leads to what listens on this machine.
final class Fence: Sendable {
  /// Both live as long as the process.
  private struct Opened {
    /// The network, as a descriptor of this process.
    var network: CInt
    /// Of the porter, within that network.
    var port: Int
  }

  private let rule: OutgoingRule
  private let opened = Mutex<Opened?>(nil)

  init(_ rule: OutgoingRule) { self.rule = rule }

  /// - Throws: ``SlipwayError`` `preconditionFailed` where this process may not make networks.
  func around(_ command: Command) async throws -> Command {
    let opened = try await BlockingPool.run { try self.open() }
    var fenced = command
    fenced.words = ["nsenter", .plain("--net=/proc/\(getpid())/fd/\(opened.network)"), "--"] + command.words
    let porter = Secret("http://127.0.0.1:\(opened.port)")
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] { fenced.environment[name] = porter }
    return fenced
  }

  private func open() throws -> Opened {
    try opened.withLock { opened in
      if let opened { return opened }
      let (network, listener) = try Self.make()
      let fresh = Opened(network: network, port: FenceSocket.port(of: listener))
      let rule = rule
      Thread.detachNewThread { FencePorter.accept(at: listener, rule) }
      opened = fresh
      return fresh
    }
  }

  /// A thread enters a network of its own, and ends; the network stays, by its descriptor.
  private static func make() throws -> (network: CInt, listener: CInt) {
    let result = Mutex<Result<(CInt, CInt), SlipwayError>?>(nil)
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let made = Result { () throws(SlipwayError) in try enter() }
      result.withLock { $0 = made }
      done.signal()
    }
    done.wait()
    guard let made = result.withLock({ $0 }) else { throw SlipwayError(.internal, "A network was not made.") }
    return try made.get()
  }

  private static func enter() throws(SlipwayError) -> (CInt, CInt) {
    // The C library's module does not show it: CLONE_NEWNET.
    typealias Unshare = @convention(c) (CInt) -> CInt
    guard let symbol = dlsym(nil, "unshare"), unsafeBitCast(symbol, to: Unshare.self)(0x4000_0000) == 0 else {
      throw failure("made")
    }
    let network = Glibc.open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
    guard network >= 0, FenceSocket.raiseLoopback(), let listener = FenceSocket.listen() else {
      throw failure("set up")
    }
    return (network, listener)
  }

  private static func failure(_ what: String) -> SlipwayError {
    SlipwayError(
      .preconditionFailed,
      "A network that keeps destinations from this machine could not be \(what) (\(String(cString: strerror(errno)))): "
        + "run Slipway as root, or with CAP_SYS_ADMIN, or start it with --local-destinations allow.")
  }
}
