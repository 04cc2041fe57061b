package import SlipwayCore

/// The input of what concerns one tag.
package struct TagInput: Codable, Sendable {
  package var tagId: ID<ProjectTag>

  package init(tagId: ID<ProjectTag>) { self.tagId = tagId }
}

/// The input of what concerns one tag of one project.
package struct ProjectTagInput: Codable, Sendable {
  package var projectId: ID<Project>
  package var tagId: ID<ProjectTag>

  /// Both must be the caller's.
  var access: Access { .all([.subject(.project(projectId), .write), .subject(.tag(tagId), .read)]) }
}
