import Foundation
import SlipwayCore
import SlipwayHost

/// The folder of everything that must survive, as far as the executable itself cares for it.
struct DataDirectory {
  let path: String
  var lock: String { path + "/slipway.lock" }
  var store: String { path + "/slipway.sqlite" }
  func slot(_ number: Int) -> String { "\(path)/slot-\(number).lock" }
  /// Names the folder itself, wherever it is moved to.
  var workplace: String { path + "/workplace" }
  private var key: String { path + "/encryption.key" }
  var hasKey: Bool { FileManager.default.fileExists(atPath: key) }

  init(_ configuration: Configuration) { path = configuration.dataDirectory }

  /// Makes the folder for nobody but us.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when it cannot be made or is not ours, and when a restore of it was
  ///   cut off.
  func prepare() throws {
    try FolderExchange.refuseCutOff(path, store: store)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    } catch {
      throw SlipwayError(
        .preconditionFailed,
        "The data directory \(path) cannot be made; run as root, or name another one with --data-dir.", cause: error)
    }
  }

  /// The configured key, else that of the file, which is made with a new store.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when a store is there and its key is not.
  func secrets(_ configuration: Configuration) throws -> SecretBox {
    let text = try configuration.encryptionKey?.reveal() ?? keyFileText()
    guard let bytes = EncryptionKey.decode(text) else {
      throw SlipwayError(.preconditionFailed, "\(key) must hold 32 bytes in base64 or hexadecimal.")
    }
    return try SecretBox(key: bytes)
  }

  /// Takes away the key that ``secrets(_:)`` has just made.
  func removeKey() { try? FileManager.default.removeItem(atPath: key) }

  private func keyFileText() throws -> String {
    if let data = FileManager.default.contents(atPath: key) { return String(decoding: data, as: UTF8.self) }
    guard !FileManager.default.fileExists(atPath: key) else {
      throw SlipwayError(.preconditionFailed, "The key file \(key) cannot be read.")
    }
    guard !FileManager.default.fileExists(atPath: store) else {
      throw SlipwayError(
        .preconditionFailed,
        "The store \(store) is there, but its key \(key) is not: put it back, or set SLIPWAY_ENCRYPTION_KEY.")
    }
    let text = EncryptionKey.generate()
    try writeKey(text)
    return text
  }

  /// Exclusively: two first starts at once must not each have a key of their own.
  private func writeKey(_ text: String) throws {
    let descriptor = open(key, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SlipwayError(
        .preconditionFailed, "The key file \(key) cannot be made: \(String(cString: strerror(errno)))")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data((text + "\n").utf8))
    try handle.synchronize()
  }
}
