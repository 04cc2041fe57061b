package import SlipwayCompose

/// What a template becomes when it is deployed, in the published API's shape.
package struct TemplatePreview: Codable, Sendable {
  /// The parts beside the compose file.
  package struct Parts: Codable, Sendable {
    package var domains: [RenderedTemplate.Domain]
    /// `NAME=value` each.
    package var envs: [String]
    package var mounts: [RenderedTemplate.Mount]
  }

  package var compose: String
  package var template: Parts

  package init(_ rendered: RenderedTemplate) {
    compose = rendered.compose
    template = Parts(domains: rendered.domains, envs: rendered.env, mounts: rendered.mounts)
  }
}
