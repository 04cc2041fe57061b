package import Foundation

/// A word with a colour that projects are told apart by.
package struct ProjectTag: Sendable, Hashable {
  package var id: ID<ProjectTag>
  package var organizationID: ID<Organization>
  /// Unique in its organisation.
  package var name: String
  /// `#rrggbb`.
  package var color: String?
  package var createdAt: Date

  package init(
    id: ID<ProjectTag> = .random(), organizationID: ID<Organization>, name: String, color: String? = nil,
    createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.color = color
    self.createdAt = createdAt
  }

  /// - Returns: the colour in lowercase; `nil` when none was typed.
  /// - Throws: ``SlipwayError`` `badRequest` naming `color`.
  package static func normalizeColor(_ typed: String?) throws -> String? {
    guard let text = typed?.trimmingSpaces().lowercased(), !text.isEmpty else { return nil }
    let digits = text.dropFirst()
    guard text.first == "#", [3, 6].contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      throw SlipwayError.invalid("color", "must be a colour such as #3b82f6")
    }
    return digits.count == 6 ? text : "#" + digits.flatMap { [$0, $0] }.map(String.init).joined()
  }
}
