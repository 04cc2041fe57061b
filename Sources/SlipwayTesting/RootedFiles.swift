package import Foundation
import SlipwayHost

/// The files of a machine that a test plays: all paths are below a folder of this one.
package struct RootedFiles: HostFiles {
  private let root: String
  private let files = LocalFiles()

  package init(root: String) { self.root = root }

  package func read(_ path: String) async throws -> Data { try await files.read(root + path) }
  package func write(_ data: Data, to path: String, mode: Int) async throws {
    try await files.write(data, to: root + path, mode: mode)
  }
  package func makeDirectory(_ path: String, mode: Int) async throws {
    try await files.makeDirectory(root + path, mode: mode)
  }
  package func remove(_ path: String) async throws { try await files.remove(root + path) }
  package func exists(_ path: String) async throws -> Bool { try await files.exists(root + path) }
  package func resolved(_ path: String) async throws -> String? {
    try await files.resolved(root + path).map { String($0.dropFirst(root.count)) }
  }
  package func list(_ path: String) async throws -> [String] { try await files.list(root + path) }
  package func move(_ path: String, to target: String) async throws {
    try await files.move(root + path, to: root + target)
  }
  package func exchange(_ path: String, with other: String) async throws {
    try await files.exchange(root + path, with: root + other)
  }
  package func give(_ path: String, to user: Int, mode: Int) async throws {
    try await files.give(root + path, to: user, mode: mode)
  }
  package func identity(_ path: String) async throws -> String { try await files.identity(root + path) }
  package func size(_ path: String) async throws -> Int { try await files.size(root + path) }
}
