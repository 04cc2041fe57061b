import SlipwayCore
import SlipwayStore

/// The names of tags: once each in an organisation.
enum TagName {
  /// - Parameter tag: the one that gets the name.
  /// - Throws: ``SlipwayError`` `badRequest` or `conflict` naming `name`.
  static func check(_ typed: String, for tag: ID<ProjectTag>, in organization: ID<Organization>, _ tx: Transaction)
    throws
    -> String
  {
    let name = try TypedText.name(typed, limit: 50)
    if let other = try tx.tags.find(name: name, in: organization), other.id != tag {
      throw SlipwayError(
        .conflict, "name: there is a tag '\(name)' already",
        details: ["name": "there is a tag with this name already"])
    }
    return name
  }
}
