import Foundation
import SlipwayTesting
import Testing

/// The commands of the executable, run as a person at a terminal does; they need no Docker Engine.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: EndToEndServer.binary), "slipway was not built: run `make test`")
)
struct ExecutableTests {
  private static let password = "correct horse battery staple"

  /// Runs `slipway` on a data folder that ends with the body.
  private static func with<Result>(
    _ body: (_ slipway: ([String], String) async throws -> (status: Int32, text: String)) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/slipway-command-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body { words, input in
      try await EndToEndCommand.outcome(
        of: [EndToEndServer.binary] + words, environment: ["SLIPWAY_DATA_DIR": folder, "SLIPWAY_LOG_LEVEL": "error"],
        input: input)
    }
  }

  @Test func `a bad configuration tells every problem at once and ends with 78`() async throws {
    try await Self.with { slipway in
      for command in [["config"], ["serve"], ["migrate"]] {
        let (status, text) = try await slipway(
          command + ["--listen", "nonsense", "--http-port", "99999", "--log-level", "loud"], "")
        #expect(status == 78)
        for name in ["listen", "http-port", "log-level"] { #expect(text.contains(name)) }
      }
    }
  }

  @Test func `the first owner is made without a browser`() async throws {
    try await Self.with { slipway in
      let create = ["owner", "create", "--email", "ada@example.com", "--password-stdin", "--json"]
      let (status, text) = try await slipway(create + ["--organization", "Ada's"], Self.password)
      #expect(status == 0)
      let answer = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
      for name in ["userId", "organizationId", "apiKey"] { #expect(answer[name]?.isEmpty == false) }
      let (again, refusal) = try await slipway(create, Self.password)
      #expect(again != 0)
      #expect(refusal.contains("ada@example.com"))
    }
  }

  @Test func `an owner's e-mail and password are checked before anything is made`() async throws {
    try await Self.with { slipway in
      let create = ["owner", "create", "--password-stdin", "--email"]
      let (email, first) = try await slipway(create + ["nobody"], Self.password)
      #expect(email == 1)
      #expect(first.contains("email"))
      let (short, second) = try await slipway(create + ["ada@example.com"], "short")
      #expect(short == 1)
      #expect(second.contains("password"))
    }
  }

  @Test func `a forgotten password is set at the terminal`() async throws {
    try await Self.with { slipway in
      let (none, text) = try await slipway(["owner", "reset-password", "--password-stdin"], Self.password)
      #expect(none == 1)
      #expect(!text.isEmpty)
      _ = try await slipway(["owner", "create", "--email", "ada@example.com", "--password-stdin"], Self.password)
      let (status, said) = try await slipway(
        ["owner", "reset-password", "--password-stdin"], "another good password")
      #expect(status == 0)
      #expect(said.contains("ada@example.com"))
      #expect(!said.contains("another good password"))
    }
  }

  @Test func `config and openapi print JSON, migrate the schema's version`() async throws {
    try await Self.with { slipway in
      let (_, config) = try await slipway(["config", "--json"], "")
      #expect(try JSONDecoder().decode([String: String].self, from: Data(config.utf8))["listen"] == "127.0.0.1:3000")
      let (_, document) = try await slipway(["openapi"], "")
      #expect(try JSONSerialization.jsonObject(with: Data(document.utf8)) is [String: Any])
      let (status, version) = try await slipway(["migrate"], "")
      #expect(status == 0)
      #expect(version.contains("schema version"))
    }
  }

  @Test func `an unknown word is refused with the usage`() async throws {
    try await Self.with { slipway in
      let (status, text) = try await slipway(["depoly"], "")
      #expect(status == 64)
      #expect(text.contains("Usage"))
    }
  }

  @Test(arguments: ["ln -s $THEIRS slipway.sqlite", "mkfifo encryption.key", "echo x > ../escaped"])
  func `a backup of Slipway that holds what leads elsewhere is refused, and nothing of it stays`(making: String)
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.path + "/slipway-archive-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let inside = folder + "/inside"
    try FileManager.default.createDirectory(atPath: inside, withIntermediateDirectories: true)
    let isOutside = making.contains("..")
    let more = isOutside ? "../escaped" : ""
    _ = try await EndToEndCommand.run([
      "bash", "-ec",
      "cd \(inside); THEIRS=\(folder)/theirs; echo theirs > $THEIRS; echo '{}' > backup.json; \(making); tar -czPf ../backup.tar.gz . \(more); rm -f ../escaped",
    ])
    try await Self.with { slipway in
      let (status, text) = try await slipway(["restore", folder + "/backup.tar.gz"], "")
      #expect(status != 0)
      // tar itself takes nothing that climbs out.
      #expect(text.contains(isOutside ? "Unpacking the backup failed" : "neither a file nor a folder"), "\(text)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder + "/escaped"))
    let theirs = try FileManager.default.attributesOfItem(atPath: folder + "/theirs")
    #expect(theirs[.posixPermissions] as? Int == 0o644, "nothing is done to what a link leads to")
  }
}
