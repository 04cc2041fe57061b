package import Foundation
package import SlipwayCore

/// A tag on the wire.
package struct TagRow: Codable, Sendable {
  package var tagId: ID<ProjectTag>
  package var name: String
  @Null package var color: String?
  package var createdAt: Date
  package var organizationId: ID<Organization>

  package init(_ tag: ProjectTag) {
    tagId = tag.id
    name = tag.name
    color = tag.color
    createdAt = tag.createdAt
    organizationId = tag.organizationID
  }
}

/// A tag as a project has it.
package struct ProjectTagRow: Codable, Sendable {
  package var projectId: ID<Project>
  package var tagId: ID<ProjectTag>
  package var tag: TagRow

  package init(_ tag: ProjectTag, of project: ID<Project>) {
    projectId = project
    tagId = tag.id
    self.tag = TagRow(tag)
  }
}
