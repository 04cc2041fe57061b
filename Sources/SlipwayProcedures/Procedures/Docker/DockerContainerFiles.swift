import Foundation
import SlipwayCore
import SlipwayEngine
package import SlipwayHost

// The files of a container: whoever may write to it may read everything in it.

/// The input of what concerns one path of a container.
package struct ContainerPathInput: Codable, Sendable {
  package var containerId: String
  package var path: String
  package var serverId: String?

  func files(_ call: Call) async throws -> ContainerFiles {
    try await ContainerPaths.files(containerId, serverId, call)
  }
}

/// Paths within containers.
enum ContainerPaths {
  static func files(_ container: String, _ server: String?, _ call: Call) async throws -> ContainerFiles {
    let place = DockerPlace(call, server)
    let found = try await place.container(container, .write)
    return ContainerFiles(try await place.docker, container: found.Id)
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  static func check(_ path: String, field: String = "path") throws -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard path.hasPrefix("/"), path.utf8.count <= 4096, !parts.contains(".."),
      !path.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
    else { throw SlipwayError.invalid(field, "must be a path that begins with '/' and has no '..'") }
    return path
  }
}

/// Lists a folder of a container.
package enum DockerListContainerFiles: Procedure {
  package static let name = "docker.listContainerFiles"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists a folder of a running container"

  package static func access(_ input: ContainerPathInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: ContainerPathInput, _ call: Call) async throws -> [ContainerEntry] {
    try await input.files(call).list(ContainerPaths.check(input.path))
  }
}

/// Answers the beginning of a file of a container.
package enum DockerReadContainerFile: Procedure {
  /// Base64, and whether the file goes on.
  package struct Output: Codable, Sendable {
    package var content: String
    package var truncated: Bool
  }

  package static let name = "docker.readContainerFile"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the first 512 KiB of a file of a container, in base64"

  package static func access(_ input: ContainerPathInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: ContainerPathInput, _ call: Call) async throws -> Output {
    let (content, isTruncated) = try await input.files(call).read(ContainerPaths.check(input.path))
    return Output(content: content.base64EncodedString(), truncated: isTruncated)
  }
}

/// Writes a file of a container; with the container it is gone again, unless it lies in a volume.
package enum DockerWriteContainerFile: Procedure {
  package struct Input: Codable, Sendable {
    package var containerId: String
    package var path: String
    /// Base64.
    package var content: String
    package var serverId: String?
  }

  package static let name = "docker.writeContainerFile"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Writes a file of a container from base64, at most 512 KiB"

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> NoOutput {
    let path = try ContainerPaths.check(input.path)
    guard let content = Data(base64Encoded: input.content) else {
      throw SlipwayError.invalid("content", "must be base64")
    }
    guard content.count <= ContainerFiles.limit else { throw SlipwayError.invalid("content", "may have 512 KiB") }
    try await ContainerPaths.files(input.containerId, input.serverId, call).write(content, to: path)
    return NoOutput()
  }
}

/// Deletes a file or folder of a container.
package enum DockerDeleteContainerFile: Procedure {
  package static let name = "docker.deleteContainerFile"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes a file or folder of a running container"

  package static func access(_ input: ContainerPathInput) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: ContainerPathInput, _ call: Call) async throws -> NoOutput {
    let path = try ContainerPaths.check(input.path)
    guard path.contains(where: { $0 != "/" && $0 != "." }) else {
      throw SlipwayError.invalid("path", "must not be the root folder")
    }
    try await input.files(call).delete(path)
    return NoOutput()
  }
}

/// Puts an uploaded file into a container.
package enum DockerUploadFileToContainer: Procedure {
  package struct Input: Codable, Sendable {
    package var containerId: String
    package var destinationPath: String
    package var serverId: String?
  }

  package static let name = "docker.uploadFileToContainer"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Puts an uploaded file into a container"
  package static let upload: UploadField? = UploadField(name: "file", limit: ContainerFiles.limit)

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> NoOutput {
    let path = try ContainerPaths.check(input.destinationPath, field: "destinationPath")
    guard let file = call.request.uploads["file"] else { throw SlipwayError.invalid("file", "is missing") }
    let files = try await ContainerPaths.files(input.containerId, input.serverId, call)
    let content = try await call.engine.hosts.thisMachine().files.read(file.path)
    // A folder takes the file by the name that it had.
    let name = file.fileName.split(separator: "/").last.map(String.init) ?? "file"
    try await files.write(content, to: path.hasSuffix("/") ? ContainerPaths.check(path + name) : path)
    return NoOutput()
  }
}
