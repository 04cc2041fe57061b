/// What a base image is for.
package enum BaseImage: String, Sendable, CaseIterable {
  case node, bun, deno, python, go, rust, ruby, rubySlim = "ruby-slim", php, composer, maven, gradle, java,
    dotnetSDK = "dotnet-sdk"
  case dotnet, swift, swiftSlim = "swift-slim", elixir, elixirSlim = "elixir-slim", debian, nginx

  package var standard: String {
    switch self {
    case .node: "node:{version}-slim"
    case .bun: "oven/bun:{version}"
    case .deno: "denoland/deno:debian-{version}"
    case .python: "python:{version}-slim"
    case .go: "golang:{version}"
    case .rust: "rust:{version}"
    case .ruby: "ruby:{version}"
    case .rubySlim: "ruby:{version}-slim"
    case .php: "php:{version}-apache"
    case .composer: "composer:2"
    case .maven: "maven:3-eclipse-temurin-{version}"
    case .gradle: "gradle:8-jdk{version}"
    case .java: "eclipse-temurin:{version}-jre"
    case .dotnetSDK: "mcr.microsoft.com/dotnet/sdk:{version}"
    case .dotnet: "mcr.microsoft.com/dotnet/aspnet:{version}"
    case .swift: "swift:{version}"
    case .swiftSlim: "swift:{version}-slim"
    case .elixir: "elixir:{version}"
    case .elixirSlim: "elixir:{version}-slim"
    case .debian: "debian:bookworm-slim"
    case .nginx: "nginx:alpine"
    }
  }

  func named(_ image: String, version: String) -> String { image.replacing("{version}", with: version) }

  /// Whether a text can stand after `FROM` and is a name only.
  static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter || first.isNumber, text.utf8.count <= 300 else {
      return false
    }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/:@".contains($0)) }
  }
}
