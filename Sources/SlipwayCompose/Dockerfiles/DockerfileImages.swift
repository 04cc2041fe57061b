package import SlipwayCore

/// Which images a Dockerfile may name, and what it may fetch, whatever way it puts their names together: rather too many
/// than too few.
package struct DockerfileImages: Sendable, Hashable {
  /// As BuildKit takes names, stages and numbers among them.
  package private(set) var names: Set<String> = []
  /// Names that only BuildKit could put together.
  package private(set) var unreadable: Set<String> = []
  /// Web addresses and repositories that `ADD` fetches, as far as they can be read.
  package private(set) var fetched: Set<String> = []
  /// Programs that would read the file in place of BuildKit's own reader.
  package private(set) var readers: Set<String> = []

  /// - Parameters:
  ///   - text: of the Dockerfile.
  ///   - arguments: of the build.
  ///   - target: the stage that is built.
  package init(_ text: String, arguments: EnvironmentVariables = EnvironmentVariables([]), target: String? = nil) {
    var given = arguments.variables.map { ($0.name, $0.value) }
    given += [("TARGETSTAGE", target ?? "default"), ("TARGETOS", "linux"), ("BUILDOS", "linux")]
    for architecture in ["amd64", "arm64"] {
      given += [("TARGETARCH", architecture), ("BUILDARCH", architecture)]
      given += [("TARGETPLATFORM", "linux/\(architecture)"), ("BUILDPLATFORM", "linux/\(architecture)")]
    }
    given += [("TARGETVARIANT", ""), ("BUILDVARIANT", "")]
    // Which character continues a line is a setting of the file's; what either reading finds is looked at.
    for escape in DockerfileLines.escapes {
      var values = Dictionary(grouping: given, by: { $0.0 }).mapValues { Set($0.map { $0.1 }) }
      for line in DockerfileLines.lines(of: text, escape: escape) { read(line, escape, &values) }
    }
    readers = Set(DockerfileLines.readers(of: text) + (arguments["BUILDKIT_SYNTAX"].map { [$0] } ?? []))
  }

  /// What triggers of an image say, which run in the builds that begin with it.
  package init(triggers: [String], arguments: EnvironmentVariables = EnvironmentVariables([])) {
    self.init(triggers.joined(separator: "\n"), arguments: arguments)
  }

  private mutating func read(_ line: String, _ escape: Character, _ values: inout [String: Set<String>]) {
    var words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    while words.first?.uppercased() == "ONBUILD" { words.removeFirst() }
    guard let instruction = words.first?.uppercased() else { return }
    if instruction == "FROM", let name = words.dropFirst().first(where: { !$0.hasPrefix("--") }) {
      note(name, escape, values)
    }
    if instruction == "ADD" { noteFetched(words.dropFirst().joined(separator: " "), escape, values) }
    for word in words.dropFirst() where instruction == "ARG" {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = DockerfileWord.plain(parts[0], escape: escape)
      let expansion = DockerfileWord.expand(parts.count == 2 ? parts[1] : "", values, escape: escape)
      // What cannot be read here makes whatever uses it unreadable.
      values[name, default: []].formUnion(expansion ?? [DockerfileWord.unreadable])
    }
    for name in DockerfileWord.sources(in: DockerfileWord.plain(words.joined(separator: " "), escape: escape)) {
      note(name, escape, values)
    }
  }

  /// - Parameter sources: words, or texts in quotes between brackets.
  private mutating func noteFetched(_ sources: String, _ escape: Character, _ values: [String: Set<String>]) {
    let pieces = sources.hasPrefix("[") ? sources.split(separator: "\"") : sources.split(separator: " ")
    for piece in pieces.map(String.init) {
      let found = DockerfileWord.expand(piece, values, escape: escape) ?? [piece]
      fetched.formUnion(found.filter { $0.contains("://") || $0.hasPrefix("git@") })
    }
  }

  private mutating func note(_ name: String, _ escape: Character, _ values: [String: Set<String>]) {
    guard let found = DockerfileWord.expand(name, values, escape: escape),
      !found.contains(where: { $0.contains(DockerfileWord.unreadable) })
    else {
      unreadable.insert(name)
      return
    }
    names.formUnion(found.filter { !$0.isEmpty && $0 != "scratch" })
  }
}
