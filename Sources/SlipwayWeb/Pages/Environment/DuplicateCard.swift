import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Copies services of an environment, after saying what is copied and what is not.
struct DuplicateCard {
  /// A service that can be copied.
  struct Service {
    var id: ID<Deployable>
    var name: String
    /// As published: `application`, an engine.
    var type: String
  }

  var frame: EnvironmentFrame
  var services: [Service]
  var context: PageContext

  var html: HTML {
    Card("Duplicate", id: "duplicate").html(
      """
      <div class="danger-row"><p>Copies services of \(frame.name) into a new project, or beside themselves. \
      Nothing runs until it is deployed.</p>\
      \(dialogButton("Duplicate", opens: "duplicate-project", icon: .copy))</div>\(dialog)
      """)
  }

  private var dialog: HTML {
    let form = PostForm(
      "project.duplicate", context, id: "duplicate-project",
      hidden: [("sourceEnvironmentId", frame.environmentID.rawValue)])
    let target = Select(
      "target", "Where to", [.init("project", "A new project"), .init("beside", "The same environment")], "project")
    let name = Field("name", "Name of the new project", "\(frame.project.name) copy")
    let description = Field("description", "Description").with { $0.placeholder = "Optional" }
    return Dialog(
      id: "duplicate-project", title: "Duplicate \(frame.project.name) · \(frame.name)",
      isOpen: context.open == "duplicate-project" || form.failure != nil
    ).html(
      form.html(
        """
        <div class="chooser form">\(target.tiles(form))<div class="form" data-when="project">\(name.html(form))\
        \(description.html(form))</div></div>\(choice)\(Self.explanation)\
        <div class="form-actions">\(button("Duplicate", .primary))</div>
        """, action: "/forms/duplicate-project"))
  }

  private var choice: HTML {
    func box(_ service: Service) -> HTML {
      """
      <label class="check"><input type="checkbox" name="services" value="\(service.type) \(service.id)" checked>\
      <span>\(service.name)</span></label>
      """
    }
    guard !services.isEmpty else {
      return "<p class=\"muted\">There are no services here; the copy has the shared variables only.</p>"
    }
    return "<fieldset class=\"checks\"><legend>Services</legend>\(each: services, box)</fieldset>"
  }

  private static let explanation: HTML = """
    <div class="form-row"><div><h3>Copied</h3><ul class="plain-list"><li>settings of source, build and run time</li>\
    <li>the environment with its secrets, and shared variables</li><li>folders and files that are mounted</li>\
    <li>redirects, logins and patches</li></ul></div>\
    <div><h3>Not copied</h3><ul class="plain-list"><li>data: volumes are new and empty</li>\
    <li>domains and published ports, which lead to one service only</li>\
    <li>the webhook’s address, which is a new one</li><li>deployments, releases and logs</li></ul></div></div>
    """
}
