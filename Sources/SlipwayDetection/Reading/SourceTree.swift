/// What a checkout holds, as far as it says how it is built: the paths of its files, and the texts of those that describe it.
package struct SourceTree: Sendable, Hashable {
  /// How large a describing text may be; a larger one is not read.
  package static let maximumText = 256 << 10
  /// How many files are looked at; what lies deeper or comes later is built all the same.
  package static let maximumFiles = 20_000

  /// Relative to the folder that is built, with `/` between folders.
  package var paths: Set<String>
  /// The texts of manifests, lock files and their like, by path.
  package var texts: [String: String]

  package init(paths: Set<String> = [], texts: [String: String] = [:]) {
    self.paths = paths.union(texts.keys)
    self.texts = texts
  }

  /// Whether there is a file of this path.
  package func has(_ path: String) -> Bool { paths.contains(path) }

  /// Whether a file's text is of interest: what describes a project, at its root or one folder below, and the programs
  /// that Python's servers are started with.
  package static func describes(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last, parts.count <= 3 else { return false }
    if descriptions.contains(String(name)) { return true }
    return endings.contains { name.hasSuffix($0) }
  }

  /// The text of a file at the root; `nil` where there is none.
  func text(_ path: String) -> String? { texts[path] }

  /// The first of several that is there.
  func first(_ names: [String]) -> String? { names.first { has($0) } }

  /// The files at the root or below it whose name ends so, the shortest path first.
  func files(ending: String, depth: Int = 1) -> [String] {
    paths.filter { $0.hasSuffix(ending) && $0.split(separator: "/").count <= depth }
      .sorted { ($0.split(separator: "/").count, $0) < ($1.split(separator: "/").count, $1) }
  }

  private static let endings = [".csproj", ".fsproj", ".gemspec"]
  private static let descriptions: Set = [
    "package.json", "pnpm-lock.yaml", ".yarnrc.yml", ".nvmrc", ".node-version", ".tool-versions", "angular.json",
    "requirements.txt", "pyproject.toml", "runtime.txt", ".python-version", "Procfile", "main.py", "app.py",
    "server.py", "wsgi.py", "asgi.py", "manage.py", "go.mod", "main.go", "Cargo.toml", "rust-toolchain",
    "rust-toolchain.toml", "Gemfile", ".ruby-version", "composer.json", "pom.xml", "build.gradle",
    "build.gradle.kts", "global.json", "Package.swift", ".swift-version", "mix.exs", "deno.json", "deno.jsonc",
    ".dockerignore", "vite.config.js", "vite.config.ts", "svelte.config.js", "next.config.js", "next.config.mjs",
    "next.config.ts", "astro.config.mjs",
  ]
}
