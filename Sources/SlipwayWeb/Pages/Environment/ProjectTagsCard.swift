import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The tags of a project.
struct ProjectTagsCard {
  var project: ProjectDetail
  var tags: [TagRow]
  var context: PageContext

  var html: HTML {
    let form = PostForm(
      "tag.bulkAssign", context, id: "project-tags", hidden: [("projectId", project.projectId.rawValue)])
    let own = Set(project.projectTags.map(\.tagId))
    func box(_ tag: TagRow) -> HTML {
      """
      <label class="check"><input type="checkbox" name="tagIds" value="\(tag.tagId)"\
      \(Attribute.flag("checked", own.contains(tag.tagId)))>\(tagChip(tag))</label>
      """
    }
    let body: HTML =
      tags.isEmpty
      ? "<p class=\"muted\">There are none yet: <a href=\"/settings/tags\">make a tag</a>.</p>"
      : form.html(
        """
        <fieldset class="checks"><legend class="hidden">Tags</legend>\(each: tags, box)</fieldset>\
        <div class="form-actions">\(button("Save"))</div>
        """, action: "/forms/save-project-tags")
    return Card("Tags", note: "The list of projects can be narrowed to those that have one.", id: "tags").html(body)
  }
}
