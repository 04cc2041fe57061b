package import SlipwayCore
import Synchronization

/// The objects of one destination, by rclone; its credentials are in a file of the run's own folder.
package struct ObjectStore: Sendable {
  /// How much of a folder is told; of a fuller one the names that sort last, which are the newest.
  private static let longestList = 20_000
  private let host: any Host
  private let destination: Destination
  private let configuration: String
  private let redaction: Redaction

  /// Writes rclone's configuration into `folder`, which is the caller's to remove.
  /// - Throws: ``SlipwayError`` `badRequest` when the destination leads where it must not, or is one that could be saved
  ///   by the rules of an earlier version only.
  package static func open(
    _ destination: Destination, folder: String, on host: any Host, _ configuration: Configuration
  ) async throws -> ObjectStore {
    try destination.validate()
    let found = try await AddressGuard(destinations: configuration).check(destination, mustExist: true)
    try await host.files.makeDirectory(folder, mode: 0o700)
    let path = "\(folder)/rclone.conf"
    let text = RcloneConfiguration.text(of: destination, at: found)
    try await host.files.write(text.reveal(), to: path, mode: 0o600)
    return ObjectStore(host: host, destination: destination, configuration: path)
  }

  private init(host: any Host, destination: Destination, configuration: String) {
    self.host = host
    self.destination = destination
    self.configuration = configuration
    redaction = Redaction(RcloneConfiguration.secrets(of: destination))
  }

  /// Reads an object from its standard input; it appears when that ends.
  package func upload(_ key: String) -> Command { command(["rcat"], key) }

  /// Writes an object to its standard output.
  package func download(_ key: String) -> Command { command(["cat"], key) }

  package func write(_ text: String, to key: String) async throws {
    var command = upload(key)
    command.input = .secret(Secret(text))
    command.deadline = .seconds(120)
    try await require(command, "Writing \(key)")
  }

  /// - Parameter limit: a larger object is refused.
  /// - Returns: `nil` when there is no such object.
  package func read(_ key: String, limit: Int = 64 << 10) async throws -> String? {
    guard let size = try await size(of: key), size <= limit else { return nil }
    var command = download(key)
    command.deadline = .seconds(120)
    return try await require(command, "Reading \(key)").text
  }

  /// Gives an object its final name, in the destination itself where that can do it.
  package func move(_ key: String, to target: String) async throws {
    var command = command(["moveto"], key)
    command.append(place(target))
    command.deadline = .seconds(7200)
    try await require(command, "Giving the backup its name")
  }

  /// - Returns: `nil` when there is no such object.
  package func size(of key: String) async throws -> Int? {
    // Asked for by its name: a folder may be longer than any list of it.
    var command = command(["lsjson", "--stat", "--files-only", "--no-mimetype", "--use-server-modtime"], key)
    command.deadline = .seconds(120)
    let result = try await host.run(command)
    guard result.isSuccess || result.status == 3 else { throw failure(command, result, "Looking for \(key)") }
    return StoredObject(text: result.lines.drop { !$0.hasPrefix("{") }.joined(), folder: "")?.size
  }

  /// Removes an object; one that is not there is fine.
  package func remove(_ key: String) async throws {
    guard try await size(of: key) != nil else { return }
    var command = command(["deletefile"], key)
    command.deadline = .seconds(120)
    try await require(command, "Removing \(key)")
  }

  /// The files and folders directly in a folder, which may be missing: the last by name where there are too many.
  /// - Parameters:
  ///   - limit: how long it may take.
  ///   - isWanted: what is told of; asked while the list comes.
  package func list(
    _ folder: String, within limit: Duration = .seconds(120),
    where isWanted: @escaping @Sendable (StoredObject) -> Bool = { _ in true }
  ) async throws -> [StoredObject] {
    var command = command(["lsjson", "--no-mimetype", "--use-server-modtime"], folder)
    command.deadline = limit
    let found = Mutex(NewestObjects(limit: Self.longestList))
    let result = try await host.run(command) { line in
      guard let object = StoredObject(text: line, folder: folder), isWanted(object) else { return }
      found.withLock { $0.add(object) }
    }
    // A folder that is missing is as good as an empty one.
    guard result.isSuccess || result.status == 3 else { throw failure(command, result, "Listing the destination") }
    return found.withLock { $0.all }
  }

  /// Throws parts of uploads away that nobody goes on with: no list shows them, but they are paid for.
  package func removeParts(in folder: String) async throws {
    guard destination.remote == nil else { return }
    var command = command(["backend", "cleanup"], folder)
    // Younger ones may be another plan's, at work in the same folder.
    command.append("-o", "max-age=24h")
    command.deadline = .seconds(120)
    try await require(command, "Looking for parts of uploads")
  }

  /// Writes, lists and removes a small object: what a backup will have to do.
  package func test() async throws {
    let key = ".slipway-test-\(RandomText.suffix(12))"
    var command = upload(key)
    command.words.append(contentsOf: ["--contimeout", "5s", "--timeout", "10s", "--low-level-retries", "1"])
    command.input = .secret(Secret("Slipway was here.\n"))
    command.deadline = .seconds(40)
    try await require(command, "Writing to the destination")
    guard try await size(of: key) != nil else {
      throw SlipwayError(.commandFailed, "What was written to the destination is not there when it is listed.")
    }
    try await remove(key)
  }

  @discardableResult
  private func require(_ command: Command, _ what: String) async throws -> CommandResult {
    let result = try await host.run(command)
    guard result.isSuccess else { throw failure(command, result, what) }
    return result
  }

  private func failure(_ command: Command, _ result: CommandResult, _ what: String) -> SlipwayError {
    RcloneFailure.error(CommandFailure(command, result).error(doing: what), redaction)
  }

  private func place(_ key: String) -> String {
    let parts = [destination.bucket, key].map { $0.split(separator: "/").joined(separator: "/") }
    return "\(RcloneConfiguration.name):" + parts.filter { !$0.isEmpty }.joined(separator: "/")
  }

  private func command(_ verb: [String], _ key: String) -> Command {
    var words = ["rclone"] + verb + [place(key), "--config", configuration]
    words += ["--log-level", "ERROR", "--retries", "1", "--low-level-retries", "4"]
    words += ["--contimeout", "15s", "--timeout", "60s"]
    // The least parts that let an object grow to 150 GB.
    if destination.remote == nil { words += ["--s3-chunk-size", "16M"] }
    var command = Command(words + destination.additionalFlags)
    command.isFenced = destination.remote?.speaksWeb ?? true
    return command
  }
}
