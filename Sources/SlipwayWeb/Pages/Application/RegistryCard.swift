import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Which registry an application's images go to or come from.
struct RegistryCard {
  var frame: ApplicationFrame
  var registries: [RegistryRow]
  var context: PageContext

  var html: HTML {
    let isPulled = frame.application.source.sourceType == .docker
    let form = PostForm(
      "application.update", context, id: "registry", hidden: [("applicationId", frame.id.rawValue)])
    let choice = Select(
      "registryId", "Registry",
      [
        .init(
          "", isPulled ? "None: the image is public, or its password is typed above" : "None: only this server has it"
        )
      ]
        + registries.map { .init($0.registryId.rawValue, $0.registryName) },
      frame.application.build.registryId?.rawValue ?? "",
      help: registries.isEmpty ? "<a href=\"/settings/registries\">Add a registry</a> to choose it here." : nil)
    let note: HTML =
      isPulled
      ? "The image is pulled with this registry’s password, when it is an image of that registry."
      : "Each built image is pushed there, so that other nodes can run it."
    return Card("Registry", note: note, id: "registry").html(
      form.html("\(choice.html(form))<div class=\"form-actions\">\(button("Save"))</div>"))
  }
}
