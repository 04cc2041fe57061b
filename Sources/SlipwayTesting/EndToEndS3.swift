import Foundation
package import SlipwayCore

/// An S3 server of rclone's: each bucket is a folder, each object a file in it.
package actor EndToEndS3 {
  package static let accessKey = "AKIAENDTOEND"
  package static let secretKey = "s3-end-to-end-canary"
  package static let bucket = "backups"
  package nonisolated let folder: String
  package nonisolated let endpoint: String
  package nonisolated let port: Int
  private var process: EndToEndProcess?

  /// rclone's wheel has the server; Debian's version is the client that the server under test runs.
  private static var program: String {
    URL(fileURLWithPath: EndToEndMachine.python).deletingLastPathComponent().path + "/rclone"
  }

  /// Whether the server is here; `make test` installs it.
  package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

  /// Runs one for a test, at an address of this machine that is not its loopback.
  package static func start(_ e2e: EndToEndFixture) async throws -> EndToEndS3 { try await start(in: e2e.folder) }

  package static func start(in folder: String) async throws -> EndToEndS3 {
    let s3 = try EndToEndS3(folder: folder)
    try await s3.start()
    return s3
  }

  private init(folder: String) throws {
    self.folder = folder + "/s3"
    port = try EndToEndPorts().panel
    endpoint = "http://\(try EndToEndMachine.address()):\(port)"
    try FileManager.default.createDirectory(
      atPath: self.folder + "/" + Self.bucket, withIntermediateDirectories: true)
  }

  package func start() async throws {
    process = try await EndToEndProcess.start([
      Self.program, "serve", "s3", "--config", "/dev/null", "--auth-key", "\(Self.accessKey),\(Self.secretKey)",
      "--addr",
      "0.0.0.0:\(port)", "--vfs-cache-mode", "off", folder,
    ])
    let port = port
    try await eventually("the S3 server answers", within: .seconds(20)) {
      try await EndToEndHTTP.request(port: port, path: "/").status > 0
    }
  }

  package func kill9() async {
    guard let process, process.isRunning else { return }
    process.signal(SIGKILL)
    try? await process.waitForExit(within: .seconds(10))
  }

  /// Names of the objects in the bucket, with their folders.
  package nonisolated func objects() -> [String] {
    let root = folder + "/" + Self.bucket
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return all.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  /// Keys of uploads that have begun and are neither complete nor taken back: no list of objects shows them.
  package nonisolated func uploads() async throws -> [String] {
    let settings = """
      [here]
      type = s3
      provider = Other
      endpoint = \(endpoint)
      access_key_id = \(Self.accessKey)
      secret_access_key = \(Self.secretKey)
      force_path_style = true
      """
    try settings.write(toFile: folder + ".conf", atomically: true, encoding: .utf8)
    let text = try await EndToEndCommand.run(
      ["rclone", "--config", folder + ".conf", "backend", "list-multipart-uploads", "here:" + Self.bucket],
      // Of this machine's own; it serves nothing by https.
      environment: ["AWS_CA_BUNDLE": ""])
    let found = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    return (found[Self.bucket]?.arrayValue ?? []).compactMap { $0["Key"]?.stringValue }
  }

  /// The input of `destination.create`.
  package nonisolated func destination(bucket: String = EndToEndS3.bucket, flags: [String] = []) -> [String:
    JSONValue]
  {
    [
      "name": "S3", "provider": "Other", "accessKey": .string(Self.accessKey), "bucket": .string(bucket),
      "region": "us-east-1", "endpoint": .string(endpoint), "secretAccessKey": .string(Self.secretKey),
      "additionalFlags": .array(flags.map { .string($0) }),
    ]
  }
}
