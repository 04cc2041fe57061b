package import SlipwayCore

/// What the published API calls a provider's settings of a source.
package struct ProviderFields: Sendable {
  package let provider: String
  package let repository: String
  package let branch: String
  package let buildPath: String

  package init(_ kind: ProviderKind) {
    let word = kind.rawValue
    provider = "\(word)Id"
    repository = kind == .github ? "repository" : "\(word)Repository"
    branch = kind == .github ? "branch" : "\(word)Branch"
    buildPath = kind == .github ? "buildPath" : "\(word)BuildPath"
  }
}
