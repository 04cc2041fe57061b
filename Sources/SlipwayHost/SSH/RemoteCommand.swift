import SlipwayCore

/// A command as it is asked of an SSH server: one line for whatever shell its user has, and what goes before the command's
/// own input.
struct RemoteCommand: Sendable {
  /// Where the program finds the variables that nobody else may see.
  enum Variables: Sendable {
    case none
    /// Before its own input.
    case input
    /// A file that it removes.
    case file(String)

    fileprivate var word: String {
      switch self {
      case .none: ""
      case .input: "-"
      case .file(let path): path
      }
    }
  }

  /// Stands in the environment of each process of the command, by which they are found again.
  static let markerVariable = "SLIPWAY_COMMAND"
  /// What the line writes when there is no such program.
  static let missing = "slipway: there is no such program"

  /// One argument of ssh's.
  let line: String
  /// Lines of variables and an empty one.
  let variables: Secret

  /// - Parameters:
  ///   - token: names the run.
  ///   - run: names the installation; see ``LocalHost/markerVariable``.
  /// - Throws: ``SlipwayError`` for what cannot be handed on: secrets as arguments, NUL characters.
  init(
    _ command: Command, token: String, run: String, isElevated: Bool, from place: Variables = .input
  ) throws {
    let words = try command.words.map(Self.plain)
    guard let program = words.first, !program.isEmpty else {
      throw SlipwayError(.internal, "A command without a program cannot be run.")
    }
    variables = try Self.lines(command.environment)
    let named = [
      "PATH=" + MinimalEnvironment.variables["PATH", default: "/usr/bin:/bin"], "LANG=C.UTF-8",
      "\(LocalHost.markerVariable)=\(run)", "\(Self.markerVariable)=\(token)",
    ]
    let nice = command.isLowPriority ? ["nice", "-n", "10"] : []
    let source = command.environment.isEmpty ? Variables.none : place
    // The script is ours and never changes; what others wrote are its arguments.
    let shell = [
      "/bin/sh", "-c", Self.script, "sh", source.word, command.workingDirectory ?? "/", command.isBare ? "bare" : "",
    ]
    // The user's own home is known to their shell only.
    let home = isElevated ? "HOME=/root" : "HOME=\"$HOME\""
    line =
      "exec " + (isElevated ? "sudo -n -- " : "") + "env -i \(home) "
      + Shell.line(named + shell + nice + words)
  }

  /// Reads variables, finds the program, and stays until it ends: so that a signal becomes a status.
  private static let script = """
    slipway_read() { while IFS= read -r l && [ -n "$l" ]; do l=$(printf '%bx' "$l"); export "${l%x}"; done; unset l; }
    case $1 in -) slipway_read;; ?*) slipway_read <"$1" && rm -f -- "$1";; esac
    cd -- "$2" || exit 126
    b=$3; shift 3
    p=$(command -v -- "$1") || { echo '\(missing)' >&2; exit 127; }
    shift
    [ -z "$b" ] || unset PATH HOME LANG PWD OLDPWD SHLVL _ 2>/dev/null
    "$p" "$@"
    exit $?
    """

  private static func plain(_ word: Command.Word) throws -> String {
    guard case .plain(let text) = word else {
      throw SlipwayError(
        .internal, "A secret must reach a program by its environment or standard input, not by an argument.")
    }
    guard !text.utf8.contains(0) else {
      throw SlipwayError(.badRequest, "A command's words must not contain a NUL character.")
    }
    return text
  }

  /// As `printf '%b'` reads them back: a backslash and a line end are written as two characters.
  private static func lines(_ environment: [String: Secret]) throws -> Secret {
    let lines = try environment.sorted { $0.key < $1.key }.map { name, value in
      let isName = name.utf8.first.map { !(48...57).contains($0) } ?? false
      guard isName, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
        throw SlipwayError(.badRequest, "\(name) is no name of a variable: letters, digits and _ only.")
      }
      let bytes = value.reveal().utf8
      guard !bytes.contains(0) else {
        throw SlipwayError(.badRequest, "The variable \(name) must not contain a NUL character.")
      }
      return "\(name)=" + String(decoding: bytes.flatMap(escaped), as: UTF8.self) + "\n"
    }
    return Secret(lines.isEmpty ? "" : lines.joined() + "\n")
  }

  /// By bytes: as a character, a line end after a carriage return is another one.
  private static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "\\"): Array("\\\\".utf8)
    case UInt8(ascii: "\n"): Array("\\n".utf8)
    default: [byte]
    }
  }
}
