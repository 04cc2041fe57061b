import Foundation
import SlipwayCore

/// What a catalogue says of one template.
package struct TemplateEntry: Sendable, Hashable, Codable {
  /// Where more is to be read.
  package struct Links: Sendable, Hashable, Codable {
    package var github: String?
    package var website: String?
    package var docs: String?

    package init(github: String? = nil, website: String? = nil, docs: String? = nil) {
      self.github = github
      self.website = website
      self.docs = docs
    }
  }

  package var id: String
  package var name: String
  package var description: String
  package var version: String
  /// The name of a file beside the template.
  package var logo: String
  package var links: Links
  package var tags: [String]

  package init(
    id: String, name: String, description: String = "", version: String = "", logo: String = "",
    links: Links = Links(), tags: [String] = []
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.version = version
    self.logo = logo
    self.links = links
    self.tags = tags
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    id = try fields.decode(String.self, forKey: .id)
    name = try fields.decodeIfPresent(String.self, forKey: .name) ?? id
    description = try fields.decodeIfPresent(String.self, forKey: .description) ?? ""
    version = try fields.decodeIfPresent(String.self, forKey: .version) ?? ""
    logo = try fields.decodeIfPresent(String.self, forKey: .logo) ?? ""
    links = try fields.decodeIfPresent(Links.self, forKey: .links) ?? Links()
    tags = try fields.decodeIfPresent([String].self, forKey: .tags) ?? []
  }

  /// Names of templates and of their files are parts of paths and addresses: they lead nowhere else.
  package static func isName(_ name: String) -> Bool {
    guard let first = name.first, first.isASCII, first.isLetter || first.isNumber, name.utf8.count <= 100 else {
      return false
    }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
      && !name.contains("..")
  }
}
