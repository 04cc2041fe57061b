package import SlipwayCore

/// What is wanted of previews, on the wire among the fields of an application or a compose stack.
package struct PreviewFields: Codable, Sendable {
  /// As typed.
  package struct Texts: Codable, Sendable {
    @Null package var previewEnv: String?
    @Null package var previewBuildArgs: String?
    @Null package var previewBuildSecrets: String?
  }

  package var settings: PreviewSettings
  package var texts: Texts

  /// - Parameter showsSecrets: whether variables are written in clear.
  package init(_ plan: PreviewPlan, showsSecrets: Bool = false) {
    func text(_ secret: Secret) -> String? {
      if secret.isEmpty { return nil }
      return showsSecrets ? secret.reveal() : Secret.mask
    }
    settings = plan.settings
    texts = Texts(
      previewEnv: text(plan.secrets.previewEnv), previewBuildArgs: text(plan.secrets.previewBuildArgs),
      previewBuildSecrets: text(plan.secrets.previewBuildSecrets))
  }

  package init(from decoder: any Decoder) throws {
    settings = try PreviewSettings(from: decoder)
    texts = try Texts(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try FlatEncoding(encoder: encoder).encode(settings)
    try texts.encode(to: encoder)
  }
}
