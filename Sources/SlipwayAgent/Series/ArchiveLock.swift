import Foundation

/// Says that one process writes an archive; the kernel gives it back when the process ends.
final class ArchiveLock: Sendable {
  private let descriptor: Int32
  let isHeld: Bool

  init(_ archive: SeriesArchive) {
    descriptor = open(archive.folder + "/agent.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    isHeld = descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0
    guard isHeld else { return }
    // For whoever has to end it.
    let number = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = number.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
