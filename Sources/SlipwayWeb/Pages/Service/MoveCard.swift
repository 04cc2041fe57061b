import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Moves a service of any kind to another environment of the organisation.
struct MoveCard<Frame: ServiceFrame> {
  var frame: Frame
  var projects: [ProjectListItem]
  var context: PageContext

  var html: HTML? {
    let choices = projects.flatMap { project in
      project.environments.filter { $0.environmentId != frame.facts.environment.environmentId }.map {
        Select.Choice($0.environmentId.rawValue, "\(project.name) · \($0.name)")
      }
    }
    guard !choices.isEmpty else { return nil }
    var form = PostForm("\(frame.facts.type).move", context, id: "move", hidden: frame.named)
    form.question =
      "Move this service? Its shared variables are those of the other environment from the next deployment on."
    let choice = Select("targetEnvironmentId", "Environment", choices, choices.first?.value ?? "")
    return Card(
      "Move",
      note: "Everything goes along: what runs, \(frame.facts.kind == .database ? "" : "domains, ")volumes, history. "
        + "Only references such as <code>${{environment.NAME}}</code> are looked up in the other environment.",
      id: "move"
    ).html(form.html("\(choice.html(form))<div class=\"form-actions\">\(button("Move"))</div>"))
  }
}
