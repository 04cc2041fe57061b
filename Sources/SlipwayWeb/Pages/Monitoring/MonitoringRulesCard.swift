import SlipwayCore
import SlipwayProcedures

/// How a machine is measured, and from when on what it uses is an alert.
struct MonitoringRulesCard {
  var config: MetricsConfig
  /// `nil` is the machine that Slipway runs on.
  var server: ID<Server>?
  var context: PageContext

  var html: HTML {
    let form = PostForm(
      "save-monitoring", context, hidden: server.map { [(name: "serverId", value: $0.rawValue)] } ?? [])
    return Card(
      "Alerts and rules",
      note: "An alert is told once when a minute’s mean is over it, and then not again for half an hour."
    )
    .html(
      form.html(
        """
        <div class="form-row">\(limits(form))</div><div class="form-row">\(rates(form))</div>\
        <div class="form-row">\(parts(form))</div>\
        <div class="form-actions">\(button("Save"))</div>
        """, action: "/forms/save-monitoring"))
  }

  private func limits(_ form: PostForm) -> HTML {
    let limits = config.thresholds
    func field(_ name: String, _ title: String, _ value: Double) -> HTML {
      number("thresholds.\(name)", title, value, "%", "0 is off.").html(form)
    }
    return
      "\(field("cpu", "Processor", limits.cpu))\(field("memory", "Memory", limits.memory))\(field("disk", "Disk", limits.disk))"
  }

  private func rates(_ form: PostForm) -> HTML {
    let machine = number(
      "server.refreshRate", "Machine every", config.server.refreshRate, "s", "From 1 to 3600 seconds.")
    let containers = number(
      "containers.refreshRate", "Containers every", config.containers.refreshRate, "s", "From 1 to 3600 seconds.")
    let days = number(
      "server.retentionDays", "Keep for", config.server.retentionDays, "days", "30 at most, whatever is said here.")
    return "\(machine.html(form))\(containers.html(form))\(days.html(form))"
  }

  private func parts(_ form: PostForm) -> HTML {
    func field(_ name: String, _ title: String, _ parts: [String]?, _ help: HTML) -> HTML {
      Field("services.\(name)", title, (parts ?? []).joined(separator: ", ")).with { field in
        field.help = help
        field.isCode = true
      }.html(form)
    }
    let services = config.containers.services
    return """
      \(field("include", "Only", services.include, "Parts of containers’ names, with commas; all when empty."))\
      \(field("exclude", "Never", services.exclude, "Parts of containers’ names, with commas."))
      """
  }

  private func number(_ name: String, _ title: String, _ value: Double, _ unit: String, _ help: HTML) -> Field {
    Field(name, title, Amounts.plain(value)).with { field in
      field.unit = unit
      field.help = help
    }
  }
}
