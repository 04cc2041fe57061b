import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Slipway itself: what a fresh machine needs to become this one. The store is copied as it is at one moment, the folders
/// beside it are gathered, and all goes as one archive.
struct PanelSource: Sendable {
  let plan: BackupPlan
  let work: BackupWork

  func open() async throws -> BackupSource {
    let staging = "\(work.folder)/panel"
    let files = work.host.files
    try await files.makeDirectory(staging, mode: 0o700)
    await work.log.line("Copying the store as it is now")
    try await work.engine.store.copy(to: "\(staging)/\(PanelArchive.store)")
    let folders = work.engine.folders
    var parts = ["--directory", staging, "."]
    // Uploaded archives and packs of pushed code are never changed, so that a second name for them is a copy: on their own disk, wherever the
    // work folder is. Backups of Slipway run one at a time.
    let links = folders.backupLinks
    try await files.remove(links)
    for name in PanelArchive.folders where try await files.exists("\(folders.root)/\(name)") {
      let isLinked = PanelArchive.linked.contains(name)
      if isLinked {
        try await files.makeDirectory(links, mode: 0o700)
        parts += ["--directory", links, "./\(name)"]
      }
      let way = isLinked ? ["cp", "--archive", "--link"] : ["cp", "--archive"]
      let command = Command(way + ["\(folders.root)/\(name)", "\(isLinked ? links : staging)/\(name)"])
      try await work.host.require(command, what: "Copying the folder \(name)", output: work.log.output)
    }
    // What was asked of the proxy is no state of ours, and tells who was here.
    try await files.remove("\(staging)/traefik/\(ProxySettings.requests)")
    if plan.settings.includesKey { try await copyKey(to: staging) }
    try await files.write(try facts(), to: "\(staging)/\(PanelArchive.facts)", mode: 0o600)
    let archive = Command(["tar", "--create", "--numeric-owner"] + parts)
    var source = BackupSource(
      commands: [archive, BackupSource.compression], manifest: BackupSource.manifest(.panel, at: work.engine.now()))
    source.close = { try await files.remove(links) }
    return source
  }

  private func copyKey(to staging: String) async throws {
    let path = "\(work.engine.folders.root)/\(PanelArchive.key)"
    let files = work.host.files
    let text =
      if let configured = work.engine.configuration.encryptionKey { configured.reveal() } else {
        try await files.readText(path)
      }
    try await files.write(text, to: "\(staging)/\(PanelArchive.key)", mode: 0o600)
  }

  private func facts() throws -> String {
    let facts = PanelArchive.Facts(
      schema: Store.schemaVersion, instance: work.engine.configuration.instance, createdAt: work.engine.now(),
      hasKey: plan.settings.includesKey)
    return String(decoding: try JSONEncoder.iso8601.encode(facts), as: UTF8.self)
  }
}
