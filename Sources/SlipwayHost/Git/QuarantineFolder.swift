import Synchronization

/// Removes a quarantine's folder when that is said, or when nobody holds the quarantine any more: of an answer that was
/// never written, because the client hung up, there is nobody else.
final class QuarantineFolder: Sendable {
  private let files: any HostFiles
  private let path: String
  private let isGone = Mutex(false)

  init(files: any HostFiles, path: String) {
    self.files = files
    self.path = path
  }

  deinit {
    guard !isGone.withLock({ $0 }) else { return }
    let (files, path) = (files, path)
    Task { try? await files.remove(path) }
  }

  func remove() async {
    isGone.withLock { $0 = true }
    try? await files.remove(path)
  }
}
