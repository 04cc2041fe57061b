package import Foundation
import SlipwayCore

/// The files of a machine that is reached by SSH, by programs that every Linux has.
package struct SSHFiles: HostFiles {
  private static let largest = 64 << 20
  let host: SSHHost

  package func read(_ path: String) async throws -> Data {
    let output = try await host.collect(try command("read", path, ["cat", "--", path]), limit: Self.largest)
    guard output.status == 0 else { throw failure("read", path, output.errors) }
    return Data(output.bytes)
  }

  package func write(_ data: Data, to path: String, mode: Int) async throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    let temporary = "\(folder)/.\(path.split(separator: "/").last ?? "file").\(RandomText.suffix(10))"
    var command = try self.command("write", path, script(Self.writing, [temporary, octal(mode), path]))
    command.input = .bytes(Array(data))
    try await run("write", path, command)
  }

  package func makeDirectory(_ path: String, mode: Int) async throws {
    try await run(
      "make the folder", path,
      command("make the folder", path, script("mkdir -p -- \"$1\" && chmod \"$2\" \"$1\"", [path, octal(mode)])))
  }

  package func remove(_ path: String) async throws {
    // A slash at the end would make it follow a link.
    let plain = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    try await run("remove", path, command("remove", path, ["rm", "-rf", "--", plain]))
  }

  package func exists(_ path: String) async throws -> Bool {
    try await host.run(command("look at", path, ["test", "-e", path])).isSuccess
  }

  package func resolved(_ path: String) async throws -> String? {
    let output = try await host.collect(command("resolve", path, ["readlink", "-e", "--", path]), limit: 64 << 10)
    guard output.status == 0, !output.bytes.isEmpty else { return nil }
    return String(decoding: output.bytes.dropLast(), as: UTF8.self)
  }

  package func list(_ path: String) async throws -> [String] {
    let output = try await host.collect(
      command("list", path, ["find", path, "-mindepth", "1", "-maxdepth", "1", "-printf", "%f\\0"]),
      limit: Self.largest)
    guard output.status == 0 else { throw failure("list", path, output.errors) }
    return output.bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  package func move(_ path: String, to target: String) async throws {
    _ = try command("move", target, [])
    try await run(
      "move", path, command("move", path, script("mv -T -- \"$1\" \"$2\" && sync \"${2%/*}/\"", [path, target])))
  }

  /// In three steps where the programs there are too old for one: when the second fails, the first is taken back; what is cut
  /// off after the first leaves `other` in `path` with `.old` behind it.
  package func exchange(_ path: String, with other: String) async throws {
    _ = try command("exchange", other, [])
    try await run("exchange", path, command("exchange", path, script(Self.exchanging, [path, other])))
  }

  package func give(_ path: String, to user: Int, mode: Int) async throws {
    let words = script("chmod \"$2\" \"$1\" && chown -h \"$3:$3\" \"$1\"", [path, octal(mode), "\(user)"])
    try await run("give away", path, command("give away", path, words))
  }

  package func identity(_ path: String) async throws -> String {
    let output = try await host.collect(
      try command("look at", path, ["stat", "-c", "%i", "--", path]), limit: 64 << 10)
    guard output.status == 0 else { throw failure("look at", path, output.errors) }
    return String(decoding: output.bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  package func size(_ path: String) async throws -> Int {
    let output = try await host.collect(
      command("measure", path, ["find", path, "-type", "f", "-printf", "%s\\n"]), limit: Self.largest)
    guard output.status == 0 else { throw failure("measure", path, output.errors) }
    return output.bytes.split(separator: 10).reduce(0) { sum, line in
      // What another machine says may be any number.
      let (more, isTooMuch) = sum.addingReportingOverflow(Int(String(decoding: line, as: UTF8.self)) ?? 0)
      return isTooMuch ? .max : more
    }
  }

  /// Beside the file, filled, made durable, and then in its place.
  private static let writing = """
    umask 077
    if cat >"$1" && chmod "$2" "$1" && sync "$1" && mv -T -- "$1" "$3"; then sync "${3%/*}/"; else s=$?; rm -f -- "$1"; exit $s; fi
    """

  static let exchanging = """
    [ -e "$1" ] && [ -e "$2" ] || { echo 'No such file or directory' >&2; exit 1; }
    mv --exchange -T -- "$1" "$2" 2>/dev/null && exit
    mv -T -- "$2" "$1.old" || exit
    mv -T -- "$1" "$2" || { s=$?; mv -T -- "$1.old" "$2"; exit "$s"; }
    mv -T -- "$1.old" "$1" && sync "${2%/*}/"
    """

  /// The scripts are ours and never change; paths are their arguments.
  private func script(_ text: String, _ arguments: [String]) -> [String] {
    ["/bin/sh", "-c", text, "sh"] + arguments
  }

  private func octal(_ mode: Int) -> String { String(mode, radix: 8) }

  /// - Throws: ``SlipwayError`` for a path that is not absolute, which a program could take for an option.
  private func command(_ verb: String, _ path: String, _ words: [String]) throws -> Command {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else {
      throw SlipwayError(.internal, "Cannot \(verb) \(path): a path must be absolute.")
    }
    return Command(words)
  }

  private func run(_ verb: String, _ path: String, _ command: Command) async throws {
    let result = try await host.run(command)
    guard result.isSuccess else { throw failure(verb, path, result.lines) }
  }

  private func failure(_ verb: String, _ path: String, _ lines: [String]) -> SlipwayError {
    let text = lines.joined(separator: "\n")
    if text.contains("No such file or directory") {
      return SlipwayError(.notFound, "Cannot \(verb) \(path) on \(host.name): it does not exist.")
    }
    if text.contains("No space left on device") || text.contains("Disk quota exceeded") {
      return SlipwayError(
        .preconditionFailed,
        "Cannot \(verb) \(path): the disk of \(host.name) is full. Free space on it, then try again.")
    }
    let reason = lines.last.map { $0.split(separator: ": ").last.map(String.init) ?? $0 } ?? "it failed"
    return SlipwayError(.internal, "Cannot \(verb) \(path) on \(host.name): \(reason).")
  }
}
