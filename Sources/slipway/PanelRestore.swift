import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Puts a backup of Slipway itself in the place of the data directory: unpacked and checked beside it first, so that
/// nothing is touched for a file that cannot be used.
struct PanelRestore {
  /// What was restored, and where what it replaced is.
  struct Result {
    var facts: PanelArchive.Facts
    var snapshot: String?
  }

  let archive: String
  let keyFile: String?
  let directory: DataDirectory
  let configuration: Configuration
  /// The data of the services is on this machine: their schedules go on.
  let keepsSchedules: Bool

  /// - Throws: ``SlipwayError`` saying what is wrong with the file; then nothing was changed.
  func run() async throws -> Result {
    let exchange = try FolderExchange(directory.path, staying: [DataFolders.stacksName])
    let staging = exchange.staging
    let facts: PanelArchive.Facts
    do {
      try await unpack(into: staging)
      try refuseLinks(in: staging)
      try closeStore(in: staging)
      facts = try readFacts(staging)
      try putKey(facts, staging)
      try await check(staging)
    } catch {
      try? FileManager.default.removeItem(atPath: staging)
      throw error
    }
    return Result(facts: facts, snapshot: try exchange.run())
  }

  private func unpack(into staging: String) async throws {
    let docker = DockerClient(host: configuration.dockerHost)
    let host = LocalHost(docker: docker, runMarker: "restore")
    defer { Task { try? await docker.shutdown() } }
    guard FileManager.default.isReadableFile(atPath: archive) else {
      throw SlipwayError(.notFound, "The file \(archive) cannot be read.")
    }
    try await compare(host)
    try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: staging)
    // Nothing of an archive becomes a program that runs as its owner.
    let words = [
      "tar", "--extract", "--gzip", "--numeric-owner", "--no-same-permissions", "--file", archive, "--directory",
      staging,
    ]
    try await host.require(Command(words), what: "Unpacking the backup")
  }

  /// Unpacking leaves out who may read what. Only after ``refuseLinks(in:)``: a link would lead to somebody else's file.
  private func closeStore(in staging: String) throws {
    let store = "\(staging)/\(PanelArchive.store)"
    guard FileManager.default.fileExists(atPath: store) else { return }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: store)
  }

  /// A backup of ours is of files and folders: what else an archive holds would lead out of the data directory.
  private func refuseLinks(in staging: String) throws {
    let manager = FileManager.default
    let names = manager.enumerator(atPath: staging)
    while let name = names?.nextObject() as? String {
      let type = try manager.attributesOfItem(atPath: "\(staging)/\(name)")[.type] as? FileAttributeType
      guard type == .typeRegular || type == .typeDirectory else {
        throw SlipwayError(
          .preconditionFailed,
          "\(archive) holds '\(name)', which is neither a file nor a folder. Nothing was changed.")
      }
    }
  }

  /// Against the manifest, when that was fetched too.
  private func compare(_ host: LocalHost) async throws {
    guard let data = FileManager.default.contents(atPath: ObjectKey.manifest(of: archive)) else { return }
    guard let manifest = try? JSONDecoder.iso8601.decode(BackupManifest.self, from: data) else {
      throw SlipwayError(.preconditionFailed, "The manifest beside the file cannot be read.")
    }
    let measure = try await host.stream(
      Pipeline([["cat", "\(archive)"]], into: nil, what: "Reading the backup"), output: nil)
    guard measure.sha256 == manifest.sha256 else {
      throw SlipwayError(
        .preconditionFailed, "The file is not what its manifest says: it is damaged. Nothing was changed.")
    }
  }

  private func readFacts(_ staging: String) throws -> PanelArchive.Facts {
    guard let data = FileManager.default.contents(atPath: "\(staging)/\(PanelArchive.facts)"),
      let facts = try? JSONDecoder.iso8601.decode(PanelArchive.Facts.self, from: data)
    else {
      throw SlipwayError(.preconditionFailed, "\(archive) is no backup of Slipway itself. Nothing was changed.")
    }
    guard facts.schema <= Store.schemaVersion else {
      throw SlipwayError(
        .preconditionFailed,
        "The backup is of a newer Slipway (schema \(facts.schema), this one knows \(Store.schemaVersion)): "
          + "install that one first.")
    }
    return facts
  }

  private func putKey(_ facts: PanelArchive.Facts, _ staging: String) throws {
    guard !facts.hasKey, configuration.encryptionKey == nil else { return }
    guard let keyFile, let data = FileManager.default.contents(atPath: keyFile) else {
      throw SlipwayError(
        .preconditionFailed, "The backup was made without the encryption key: name its file with --key-file.")
    }
    let path = "\(staging)/\(PanelArchive.key)"
    try data.write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  /// Opens the store with the key, which brings its schema up to date, reads all of it, and ends what was at work in it.
  private func check(_ staging: String) async throws {
    var inside = configuration
    inside.dataDirectory = staging
    let folder = DataDirectory(inside)
    let store = try await Store.open(path: folder.store, secrets: try folder.secrets(inside))
    do {
      try await store.verify()
      let (isHeld, now) = (!keepsSchedules, Date())
      try await store.write { try RestoredRows.settle($0, isHeld: isHeld, now: now) }
      try store.close()
    } catch {
      try? store.close()
      throw error
    }
  }
}
