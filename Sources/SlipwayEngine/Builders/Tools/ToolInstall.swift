import SlipwayCore
package import SlipwayDetection
import SlipwayHost
import protocol SlipwayHost.Host

/// The builders' programs on the machine that builds: below the data directory, one folder for each version.
package struct ToolInstall: Sendable {
  private static let usual = ["/usr/local/bin", "/usr/bin"]
  private let host: any Host
  private let folder: String
  /// Where downloads come from instead of the published addresses, in tests.
  private let origin: String?

  package init(_ engine: Engine, origin: String? = nil) throws {
    host = try engine.hosts.thisMachine()
    folder = engine.folders.root + "/tools"
    self.origin = origin
  }

  /// Where a version is installed; `nil` when it is not.
  package func path(_ tool: BuildTool, version: String) async throws -> String? {
    let own = place(tool, version) + "/" + tool.rawValue
    if try await host.files.exists(own) { return own }
    for folder in Self.usual where try await host.files.exists("\(folder)/\(tool.rawValue)") {
      let path = "\(folder)/\(tool.rawValue)"
      if try await self.version(of: path) == version { return path }
    }
    return nil
  }

  /// - Throws: ``SlipwayError`` `preconditionFailed` saying how it is installed.
  package func required(_ tool: BuildTool, version: String) async throws -> String {
    if let path = try await path(tool, version: version) { return path }
    throw SlipwayError(
      .preconditionFailed,
      "\(tool.rawValue) \(version) is not installed on this server. Its owner installs it in Settings → Builders "
        + "(builder.installTool), or puts the program of that version into \(Self.usual[0]).")
  }

  /// Downloads a version, proves it by its digest and puts it in place.
  /// - Parameter digest: SHA-256 in hexadecimal digits; needed where none is known for the version.
  /// - Throws: ``SlipwayError`` `badRequest` naming `sha256`, or saying what was not to be had.
  package func install(_ tool: BuildTool, version: String, digest typed: String?) async throws {
    let machine = try await machine()
    guard let published = tool.address(version: version, machine: machine) else {
      throw SlipwayError.invalid("version", "\(tool.rawValue) \(version.prefix(20)) does not exist for \(machine)")
    }
    let known = tool.digest(version: version, machine: machine)
    guard let digest = (known ?? typed)?.lowercased(), digest.utf8.count == 64, digest.allSatisfy(\.isHexDigit) else {
      throw SlipwayError.invalid(
        "sha256", "is needed: the digest of \(published), which the release's page shows")
    }
    let work = folder + "/new-" + RandomText.suffix(12)
    try await host.files.makeDirectory(work, mode: 0o700)
    do {
      try await fetch(origin.map { "\($0)/\(published.split(separator: "/").last ?? "")" } ?? published, digest, work)
      try await unpack(tool, work)
      try await host.files.makeDirectory(place(tool, version), mode: 0o755)
      try await host.files.move("\(work)/\(tool.rawValue)", to: place(tool, version) + "/" + tool.rawValue)
      try await host.files.remove(work)
    } catch {
      try? await uncancelled { try await host.files.remove(work) }
      throw error
    }
  }

  private func place(_ tool: BuildTool, _ version: String) -> String { "\(folder)/\(tool.rawValue)-\(version)" }

  private func machine() async throws -> String {
    var command = Command(["uname", "-m"])
    command.deadline = .seconds(20)
    return try await host.run(command, output: nil).lines.first ?? ""
  }

  /// By curl, which follows GitHub to where it keeps its files.
  private func fetch(_ address: String, _ digest: String, _ work: String) async throws {
    let isSecure = address.hasPrefix("https://")
    var command = Command([
      "curl", "--fail", "--silent", "--show-error", "--location", "--proto", isSecure ? "=https" : "=http",
      "--max-filesize", "200000000", "--output", work + "/archive", "--url", address,
    ])
    command.deadline = .seconds(600)
    let result = try await host.run(command, output: nil)
    guard result.isSuccess else {
      throw SlipwayError(
        .unreachable,
        "\(address) could not be downloaded: \(result.lines.last ?? "curl ended with \(result.status)").")
    }
    var sum = Command(["sha256sum", "--", work + "/archive"])
    sum.deadline = .seconds(120)
    let found = try await host.run(sum, output: nil).lines.first.map { String($0.prefix(64)) } ?? ""
    guard found == digest else {
      throw SlipwayError.invalid(
        "sha256", "does not fit: what \(address) gave has \(found). Nothing was installed")
    }
  }

  private func unpack(_ tool: BuildTool, _ work: String) async throws {
    var command = Command([
      "tar", "--extract", "--gzip", "--no-same-owner", "--file", work + "/archive", "--directory", work, "--",
      tool.rawValue,
    ])
    command.deadline = .seconds(120)
    guard try await host.run(command, output: nil).isSuccess else {
      throw SlipwayError(.commandFailed, "The download has no program \(tool.rawValue) in it.")
    }
    var mode = Command(["chmod", "0755", "--", "\(work)/\(tool.rawValue)"])
    mode.deadline = .seconds(20)
    guard try await host.run(mode, output: nil).isSuccess else {
      throw SlipwayError(.commandFailed, "The program \(tool.rawValue) could not be made executable.")
    }
  }

  private func version(of path: String) async throws -> String? {
    var command = Command([path, "--version"])
    command.deadline = .seconds(20)
    let text = try await host.run(command, output: nil).lines.first ?? ""
    let word = text.split(whereSeparator: { " +v".contains($0) }).first { $0.first?.isNumber ?? false }
    return word.map(String.init)
  }
}
