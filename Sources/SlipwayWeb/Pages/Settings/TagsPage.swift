import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The words that projects are told apart by.
enum TagsPage: Page {
  static let path = "/settings/tags"

  static func html(_ request: PageRequest) async throws -> HTML {
    let projects = try await request.desk.ask(ProjectAll.self, NoInput())
    return render(
      Model(tags: try await request.desk.ask(TagAll.self, NoInput()), projects: projects), request.context)
  }

  /// The tags, and who has them.
  struct Model: Sendable {
    var tags: [TagRow]
    var projects: [ProjectListItem] = []

    func uses(of tag: TagRow) -> Int { projects.count { $0.projectTags.contains { $0.tagId == tag.tagId } } }
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let create = dialogButton("New tag", opens: "tag-new", .primary, icon: .plus)
    let body: HTML =
      model.tags.isEmpty
      ? emptyState(
        .tag, "No tags yet",
        "A tag is a word with a colour; the list of projects can be narrowed to those that have it.",
        action: create)
      : Card(isFlush: true).html("<div class=\"list\">\(each: model.tags, { item($0, model, context) })</div>")
    let heading = pageHeading("Tags", actions: model.tags.isEmpty ? nil : create)
    let dialogs: HTML = "\(dialog(nil, context))\(each: model.tags, { dialog($0, context) })"
    return Layout.page(
      Screen(
        "Tags", place: .tags, crumbs: [Crumb("Settings"), Crumb("Tags")], heading: heading, body: body + dialogs
      ).wide(.narrow), context)
  }

  private static func item(_ tag: TagRow, _ model: Model, _ context: PageContext) -> HTML {
    let id = tag.tagId.rawValue
    var delete = PostForm("tag.remove", context, id: "remove-tag-\(id)", hidden: [("tagId", id)])
    delete.question = "Delete the tag \(tag.name)? It goes from all projects that have it."
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(tagChip(tag))</div>\
      <div class="list-sub"><span>\(Amounts.count(model.uses(of: tag), "project"))</span></div></div>\
      <div class="actions">\(dialogButton("Edit", opens: "tag-\(id)", icon: .edit))\
      \(delete.button("Delete", .danger, icon: .trash))</div></article>
      """
  }

  private static func dialog(_ tag: TagRow?, _ context: PageContext) -> HTML {
    let id = "tag-\(tag?.tagId.rawValue ?? "new")"
    let hidden = tag.map { [(name: "tagId", value: $0.tagId.rawValue)] } ?? []
    let form = PostForm(tag == nil ? "tag.create" : "tag.update", context, id: id, hidden: hidden)
    let name = Field("name", "Name", tag?.name ?? "").with { $0.isRequired = true }
    let color = Field("color", "Colour", tag?.color ?? "#3b82f6").with { field in
      field.isCode = true
      field.kind = .color
    }
    return Dialog(
      id: id, title: tag.map { "Edit \($0.name)" } ?? "New tag", isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        <div class="form-row">\(name.html(form))\(color.html(form))</div>\
        <div class="form-actions">\(button(tag == nil ? "Make tag" : "Save", .primary))</div>
        """))
  }
}
