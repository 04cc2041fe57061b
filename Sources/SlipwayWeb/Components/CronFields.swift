/// A cron expression with its time zone: said in words with the next moments while it is typed.
struct CronFields {
  /// The name of the expression's field.
  var name: String
  var expression: String
  var timezone: String?

  func html(_ form: PostForm) -> HTML {
    let schedule = Field(name, "Schedule", expression).with { field in
      field.isRequired = true
      field.isCode = true
      field.help = """
        <span data-behavior="schedule" data-expression="\(name)" data-zone="timezone" role="status">Minute, hour, \
        day of the month, month, day of the week: <code>0 3 * * *</code> is every day at 03:00.</span>
        """
    }
    let zone = Field("timezone", "Time zone", timezone ?? "").with { field in
      field.isCode = true
      field.placeholder = "UTC"
    }
    return "<div class=\"form-row\">\(schedule.html(form))\(zone.html(form))</div>"
  }
}
