import SlipwayCore
import SlipwayProcedures

/// Brings what this application serves to another one of the same repository.
struct PromoteCard {
  var frame: ApplicationFrame
  var targets: [ApplicationPromotionTargets.Item]
  var context: PageContext

  var html: HTML? {
    guard !targets.isEmpty else { return nil }
    let form = PostForm(
      "application.promote", context, id: "promote", hidden: [("applicationId", frame.id.rawValue)],
      next: "/deployments/{deploymentId}")
    let choice = Select(
      "targetApplicationId", "To",
      targets.map { .init($0.applicationId.rawValue, "\($0.name) · \($0.projectName), \($0.environmentName)") },
      targets.first?.applicationId.rawValue ?? "")
    return Card(
      "Promote",
      note: "Deploys the commit that is served here; with the same build settings the image is not built again.",
      id: "promote"
    ).html(form.html("\(choice.html(form))<div class=\"form-actions\">\(button("Promote", icon: .rocket))</div>"))
  }
}
