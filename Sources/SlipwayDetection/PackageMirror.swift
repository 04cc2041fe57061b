/// Where packages of one kind come from.
package enum PackageMirror: String, Sendable, CaseIterable {
  case npm, pypi, go, crates, rubygems, hex

  /// The variables by which the tools are told.
  var variables: [String] {
    switch self {
    case .npm: ["NPM_CONFIG_REGISTRY", "YARN_NPM_REGISTRY_SERVER", "YARN_REGISTRY"]
    case .pypi: ["PIP_INDEX_URL", "UV_DEFAULT_INDEX"]
    case .go: ["GOPROXY"]
    // Cargo is told by options only.
    case .crates: []
    case .rubygems: ["BUNDLE_MIRROR__ALL"]
    case .hex: ["HEX_MIRROR"]
    }
  }

  static func isAddress(_ text: String) -> Bool {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 500 else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ":/._-~%?=&,".contains($0)) }
  }
}
