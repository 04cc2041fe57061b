import SlipwayCore
import SlipwayEngine

/// The input of what looks into a catalogue of templates.
package struct TemplateCatalogInput: Codable, Sendable {
  /// Another catalogue than the installation's.
  package var baseUrl: String?

  package init(baseUrl: String? = nil) { self.baseUrl = baseUrl }
}

extension Call {
  /// What is read at an address that somebody typed costs this server's memory and traffic, and is kept for a while: that
  /// is not for everybody.
  /// - Throws: ``SlipwayError`` `forbidden` for members who name another catalogue than the installation's.
  func requireCatalog(_ address: String?) throws {
    guard try engine.templates.isForeign(address), caller?.role.isAtLeast(.admin) != true else { return }
    throw SlipwayError(.forbidden, "Another catalogue than this installation's is for admins.")
  }
}
