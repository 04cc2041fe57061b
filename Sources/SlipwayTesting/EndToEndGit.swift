import Foundation

/// The fixture's git server: the real one, over HTTP.
package struct EndToEndGit: Sendable {
  package let folder: String
  package let port: Int

  package init(folder: String, port: Int) {
    self.folder = folder
    self.port = port
  }

  package func start() async throws {
    try await EndToEndCommand.run(["Scripts/git-server.sh", "up", folder, String(port), "dev", "s3cret"])
  }

  package func stop() async throws {
    try await EndToEndCommand.run(["Scripts/git-server.sh", "down", folder])
  }

  package func repository(_ name: String, _ files: [String: String?]) async throws -> EndToEndRepository {
    try await EndToEndCommand.run(["Scripts/git-server.sh", "repository", folder, name])
    let repository = EndToEndRepository(
      name: name, url: "http://dev:s3cret@127.0.0.1:\(port)/git/\(name).git",
      publicURL: "http://127.0.0.1:\(port)/pub/\(name).git", bare: "\(folder)/repositories/\(name).git",
      work: "\(folder)/work/\(name)")
    try FileManager.default.createDirectory(atPath: repository.work, withIntermediateDirectories: true)
    try await repository.git("init", "-q", "-b", "main")
    try await repository.push(files, message: "First")
    return repository
  }
}
