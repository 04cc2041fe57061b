import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The ports of the server that lead to an application without the proxy.
struct PortsCard {
  var frame: ApplicationFrame
  var context: PageContext

  var html: HTML {
    let ports = frame.detail.ports
    return Card(
      "Published ports", note: "For what is no web traffic; web traffic has domains.",
      actions: dialogButton("Publish a port", opens: "port-new", icon: .plus), id: "ports", isFlush: !ports.isEmpty
    ).html(
      """
      \(ports.isEmpty ? "<p class=\"muted\">None.</p>" : "<div class=\"list\">\(each: ports, item)</div>")\(dialog)
      """)
  }

  private func item(_ port: PortRow) -> HTML {
    var delete = PostForm(
      "port.delete", context, id: "port-\(port.portId)", hidden: [("portId", port.portId.rawValue)])
    delete.question = "Close port \(port.publishedPort) with the next deployment?"
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\
      <code>\(port.publishedPort)</code> → <code>\(port.targetPort)</code> \(badge(port.protocol.rawValue.uppercased()))\
      \(badge(port.publishMode == .host ? "On the task’s node" : "On every node"))</div></div>\
      \(delete.button("Remove", .danger, icon: .trash))</article>
      """
  }

  private var dialog: HTML {
    let form = PostForm("port.create", context, id: "port-new", hidden: [("applicationId", frame.id.rawValue)])
    func number(_ name: String, _ label: String) -> HTML {
      Field(name, label).with { field in
        field.kind = .number
        field.isRequired = true
      }.html(form)
    }
    let transport = Select("protocol", "Protocol", [.init("tcp", "TCP"), .init("udp", "UDP")], "tcp")
    let mode = Select(
      "publishMode", "Reachable", [.init("ingress", "On every node"), .init("host", "On the task’s node")], "ingress")
    return Dialog(
      id: "port-new", title: "Publish a port", isOpen: context.open == "port-new" || form.failure != nil
    ).html(
      form.html(
        """
        <div class="form-row">\(number("publishedPort", "Port of the server"))\(number("targetPort", "Port in the container"))</div>\
        <div class="form-row">\(transport.html(form))\(mode.html(form))</div>\
        <div class="form-actions">\(button("Publish", .primary))</div>
        """))
  }
}
