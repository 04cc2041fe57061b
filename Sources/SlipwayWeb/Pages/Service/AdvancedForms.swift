import SlipwayCore
import SlipwayProcedures

/// The settings of a running service, each a form of its own, with units that people type.
struct AdvancedForms {
  var frame: any ServiceFrame
  var context: PageContext

  private var runtime: RuntimeSettings { frame.facts.runtime }

  /// It has one task, and its old one stops before its new one starts: that is nothing to choose.
  private var isDatabase: Bool { frame.facts.kind == .database }

  private func form(_ name: String) -> PostForm {
    PostForm(name, context, hidden: frame.target)
  }

  private func card(_ title: String, _ note: HTML?, _ form: PostForm, id: String, _ body: HTML) -> HTML {
    Card(title, note: note, id: id).html(
      form.html(
        "\(body)<div class=\"form-actions\">\(button("Save"))</div>", action: "/forms/\(form.procedure)"))
  }

  var general: HTML {
    let form = form("save-general")
    let name = Field("name", "Name", frame.facts.name).with { $0.isRequired = true }
    let replicas = Field("replicas", "Replicas", String(runtime.replicas)).with { field in
      field.kind = .number
      field.unit = "tasks"
    }
    let description = Field("description", "Description", frame.facts.description)
    return card(
      "General", nil, form, id: "general",
      "<div class=\"form-row\">\(name.html(form))\(when: !isDatabase, replicas.html(form))</div>\(description.html(form))"
    )
  }

  var resources: HTML {
    let form = form("save-resources")
    func field(_ name: String, _ label: String, _ value: String?, _ placeholder: String) -> HTML {
      Field(name, label, value ?? "").with { $0.placeholder = placeholder }.html(form)
    }
    return card(
      "Resources",
      "Memory such as <code>512m</code> or <code>1g</code>, processors such as <code>0.5</code>; empty is no limit.",
      form, id: "resources",
      """
      <div class="form-row">\(field("memoryLimit", "Memory limit", RuntimeWords.memory(runtime.memoryLimit), "none"))\
      \(field("memoryReservation", "Memory reserved", RuntimeWords.memory(runtime.memoryReservation), "none"))\
      \(field("cpuLimit", "CPU limit", RuntimeWords.cores(runtime.cpuLimit), "none"))\
      \(field("cpuReservation", "CPU reserved", RuntimeWords.cores(runtime.cpuReservation), "none"))</div>
      """)
  }

  var health: HTML {
    let form = form("save-health")
    let check = runtime.healthCheckSwarm
    func time(_ name: String, _ label: String, _ value: Int?, _ usual: String) -> HTML {
      Field(name, label, RuntimeWords.seconds(value)).with { $0.placeholder = usual }.html(form)
    }
    let command = Field("healthCommand", "Command", HealthCommand.typed(check?.Test)).with { field in
      field.isCode = true
      field.placeholder = isDatabase ? "test -f /tmp/healthy" : "curl -f http://localhost:3000/health"
      field.help =
        "Runs in the container by its shell; exit code 0 is healthy. Empty: the image’s own check, or none."
    }
    let retries = Field("healthRetries", "Retries", check?.Retries.map(String.init) ?? "").with { field in
      field.kind = .number
      field.placeholder = "3"
    }
    return card(
      "Health check",
      isDatabase
        ? "Not needed: the server must run and stay up in any case, and let its user in where that can be asked."
        : "Not needed: a release must run, stay up and answer in any case. It makes that exact.",
      form, id: "health",
      """
      \(command.html(form))<div class="form-row">\(time("healthInterval", "Every", check?.Interval, "30s"))\
      \(time("healthTimeout", "Time to answer", check?.Timeout, "30s"))\
      \(time("healthStartPeriod", "Grace at the start", check?.StartPeriod, "0s"))\(retries.html(form))</div>
      """)
  }

  var rollout: HTML {
    let form = form("save-rollout")
    let order = Select(
      "updateOrder", "Order of a release",
      [
        .init("", "Automatic"), .init("start-first", "New one first: no gap"),
        .init("stop-first", "Old one stops first: never two at once"),
      ], runtime.updateConfigSwarm?.Order ?? "",
      help: "Automatic starts the new one first, unless a volume, a folder or a port forbids two at once.")
    let monitor = Field(
      "updateMonitor", "Watch the new one for", RuntimeWords.seconds(runtime.updateConfigSwarm?.Monitor)
    )
    .with { $0.placeholder = "as set for this server" }
    let restart = Select(
      "restartCondition", "Restart a task that ended",
      [.init("", "Always"), .init("on-failure", "When it failed"), .init("none", "Never")],
      runtime.restartPolicySwarm?.Condition.flatMap { $0 == "any" ? "" : $0 } ?? "")
    let delay = Field("restartDelay", "After", RuntimeWords.seconds(runtime.restartPolicySwarm?.Delay)).with {
      $0.placeholder = "5s"
    }
    let attempts = Field(
      "restartAttempts", "At most", runtime.restartPolicySwarm?.MaxAttempts.map(String.init) ?? ""
    ).with { field in
      field.kind = .number
      field.unit = "times"
      field.placeholder = "∞"
    }
    let grace = Field("stopGrace", "Time to stop", RuntimeWords.seconds(runtime.stopGracePeriodSwarm)).with {
      $0.placeholder = isDatabase ? "60s" : "10s"
    }
    return card(
      isDatabase ? "Restarts" : "Releases and restarts", nil, form, id: "rollout",
      """
      <div class="form-row">\(when: !isDatabase, order.html(form) + monitor.html(form))\(grace.html(form))</div>\
      <div class="form-row">\(restart.html(form))\(delay.html(form))\(attempts.html(form))</div>
      """)
  }

  var command: HTML {
    let form = form("save-command")
    let command = Field("command", "Command", runtime.command ?? "").with { field in
      field.isCode = true
      field.placeholder = "of the image"
      field.help = "Replaces the image’s entry point; split at spaces, quotes respected, no shell."
    }
    let args = Field("args", "Arguments", (runtime.args ?? []).joined(separator: "\n")).with { field in
      field.isCode = true
      field.rows = 3
      field.help = "One a line."
    }
    let labels = (runtime.labelsSwarm ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let text = Field("labels", "Labels", labels.joined(separator: "\n")).with { field in
      field.isCode = true
      field.rows = 3
      field.placeholder = "name=value"
      field.help = "Of the service, one a line."
    }
    return card(
      "Command and labels", nil, form, id: "command",
      "\(command.html(form))<div class=\"form-row\">\(args.html(form))\(text.html(form))</div>")
  }
}
