import SlipwayCore
import SlipwayProcedures

/// From when on what the machine uses is an alert.
struct MonitoringLimits {
  var config: MetricsConfig
  var context: PageContext

  var html: HTML {
    let form = PostForm("save-monitoring", context)
    let limits = config.thresholds
    return Card("Alerts", note: "Told once when a minute’s mean is over it, and then not again for half an hour.")
      .html(
        form.html(
          """
          <div class="form-row">\(field("cpu", "Processor", limits.cpu).html(form))\
          \(field("memory", "Memory", limits.memory).html(form))\(field("disk", "Disk", limits.disk).html(form))</div>\
          <div class="form-actions">\(button("Save"))</div>
          """, action: "/forms/save-monitoring"))
  }

  private func field(_ name: String, _ title: String, _ value: Double) -> Field {
    Field("thresholds.\(name)", title, Amounts.plain(value)).with { field in
      field.unit = "%"
      field.help = "0 is off."
    }
  }
}
