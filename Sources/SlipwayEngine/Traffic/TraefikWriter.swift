import SlipwayCore
package import SlipwayHost

/// What a file of the proxy holds, as a value.
package protocol ProxyDocument: Sendable {
  func yaml() throws -> String
}

/// Writes the files that the proxy watches: whole files, by rename, and only when something changed; who writes the same
/// file waits for its turn, so that the last to read the state is the last to write it.
package actor TraefikWriter {
  /// A file that Slipway wrote.
  package struct OwnedFile: Sendable {
    package var owner: String
    /// The whole of it.
    package var text: String
  }

  private let reach: @Sendable () async throws -> any HostFiles
  /// The folder that the proxy watches.
  package nonisolated let folder: String
  /// What other processes that write here take turns by; `nil` when there are none.
  private let lock: FileLock?
  /// Files being written now, and who waits for each.
  private var turns: [String: [CheckedContinuation<Void, Never>]] = [:]

  package init(files: any HostFiles, folder: String, lock: FileLock? = nil) {
    self.init(folder: folder, lock: lock) { files }
  }

  /// - Parameter reach: the files of the machine that the folder is on, asked anew each time: it may be another machine
  ///   since, or one that cannot be reached.
  init(folder: String, lock: FileLock? = nil, reach: @escaping @Sendable () async throws -> any HostFiles) {
    self.reach = reach
    self.folder = folder
    self.lock = lock
  }

  /// Makes the file `name` what `document` says when its turn has come.
  /// - Parameters:
  ///   - owner: stands in the file's first line; an identifier.
  ///   - mode: of the file, when it is written.
  ///   - document: called when nobody else writes this file; `nil` removes it.
  /// - Returns: whether anything changed.
  @discardableResult
  package func write(
    _ name: String, owner: String, mode: Int = 0o644, document: @Sendable () async throws -> (any ProxyDocument)?
  ) async throws -> Bool {
    await take(name)
    defer { release(name) }
    guard let lock else { return try await replace(name, owner: owner, mode: mode, document: document) }
    return try await lock.with { try await replace(name, owner: owner, mode: mode, document: document) }
  }

  private func replace(
    _ name: String, owner: String, mode: Int, document: @Sendable () async throws -> (any ProxyDocument)?
  ) async throws -> Bool {
    let (path, files) = ("\(folder)/\(name)", try await reach())
    let present = try await files.exists(path) ? try await files.readText(path) : nil
    guard let wanted = try await document() else {
      if present != nil { try await files.remove(path) }
      return present != nil
    }
    let text = try text(wanted, owner: owner)
    guard present != text else { return false }
    try await files.makeDirectory(folder, mode: 0o755)
    try await files.write(text, to: path, mode: mode)
    return true
  }

  /// What a file holds whose document this is.
  nonisolated func text(_ document: some ProxyDocument, owner: String) throws -> String {
    Self.heading(owner) + (try document.yaml())
  }

  /// The files here whose first line says that Slipway wrote them for an owner, by their name.
  package func owned() async throws -> [String: OwnedFile] {
    let files = try await reach()
    guard try await files.exists(folder) else { return [:] }
    var found: [String: OwnedFile] = [:]
    for name in try await files.list(folder) where name.hasSuffix(".yml") { found[name] = try await owned(name) }
    return found
  }

  /// - Returns: `nil` when there is no such file, or somebody else wrote it.
  func owned(_ name: String) async throws -> OwnedFile? {
    let (path, files) = ("\(folder)/\(name)", try await reach())
    guard try await files.exists(path) else { return nil }
    let text = try await files.readText(path)
    guard text.hasPrefix(Self.mark), let line = text.split(separator: "\n").first else { return nil }
    return OwnedFile(owner: String(line.dropFirst(Self.mark.count).prefix { $0 != ";" }), text: text)
  }

  /// Removes what a process that died in the middle of a write has left. Call it before anything is written.
  package func sweep() async throws {
    let files = try await reach()
    guard try await files.exists(folder) else { return }
    for name in try await files.list(folder) where Self.isUnfinished(name) {
      try await files.remove("\(folder)/\(name)")
    }
  }

  /// Files are written beside themselves: a dot, the name, a dot and ten random characters.
  private static func isUnfinished(_ name: String) -> Bool {
    guard name.hasPrefix("."), let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return name[..<dot].hasSuffix(".yml") && name[dot...].dropFirst().count == 10
  }

  private static let mark = "# Written by Slipway for "
  private static func heading(_ owner: String) -> String { "\(mark)\(owner); changes here are lost.\n" }

  private func take(_ name: String) async {
    guard turns[name] != nil else {
      turns[name] = []
      return
    }
    await withCheckedContinuation { turns[name]?.append($0) }
  }

  private func release(_ name: String) {
    guard let next = turns[name]?.first else {
      turns[name] = nil
      return
    }
    turns[name]?.removeFirst()
    next.resume()
  }
}
