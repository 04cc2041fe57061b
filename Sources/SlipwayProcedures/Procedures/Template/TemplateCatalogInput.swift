/// The input of what looks into a catalogue of templates.
package struct TemplateCatalogInput: Codable, Sendable {
  /// Another catalogue than the installation's.
  package var baseUrl: String?

  package init(baseUrl: String? = nil) { self.baseUrl = baseUrl }
}
