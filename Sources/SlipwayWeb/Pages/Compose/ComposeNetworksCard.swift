import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The networks that single services of a stack join beside those of its file.
struct ComposeNetworksCard {
  var frame: ComposeFrame
  var context: PageContext

  /// Those of the file, and those that have settings of a file that was.
  private var services: [String] {
    Set(frame.names + frame.stack.settings.serviceNetworks.map(\.serviceName)).sorted()
  }

  var html: HTML {
    let form = PostForm(SaveStackNetworksForm.name, context, id: "stack-networks", hidden: frame.named)
    let body: HTML =
      services.isEmpty
      ? "<p class=\"muted\">The services are known once the file is here: write it, or deploy the stack.</p>"
      : form.html(
        """
        \(each: Array(services.enumerated()), { row($0.offset, $0.element, form) })\
        <div class="form-actions">\(button("Save"))</div>
        """, action: "/forms/\(SaveStackNetworksForm.name)")
    return Card(
      "Networks of services",
      note: "Joined beside those of the file, by the next deployment. Other services of yours are reached over them.",
      id: "networks"
    ).html(body)
  }

  private func row(_ index: Int, _ service: String, _ form: PostForm) -> HTML {
    let present = frame.stack.settings.serviceNetworks.first { $0.serviceName == service }
    let networks = Field(
      "networks-\(index)", service, present?.networkIds.joined(separator: ", ") ?? ""
    ).with { field in
      field.isCode = true
      field.placeholder = "none"
      field.help = index == 0 ? "Names of your organisation’s networks, with commas between them." : nil
    }
    let isDetached = Toggle(
      "detached-\(index)", "Only these", present?.detachDokployNetwork ?? false,
      help: "It leaves the file’s default network and the proxy’s.")
    return """
      <input type="hidden" name="serviceName" value="\(service)">\
      <div class="form-row">\(networks.html(form))\(isDetached.html(form))</div>
      """
  }
}
