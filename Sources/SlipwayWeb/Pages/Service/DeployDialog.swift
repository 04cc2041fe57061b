import SlipwayCore

/// Shows what a deployment would change, and deploys.
struct DeployDialog {
  static let id = "deploy-changes"
  var frame: any ServiceFrame
  var context: PageContext

  var html: HTML {
    guard let changes = frame.changes, !changes.isEmpty, frame.active == nil else { return "" }
    let form = PostForm.deploying(frame, context, id: "deploy-changes")
    return Dialog(
      id: Self.id, title: "Deploy \(Amounts.count(changes.count, "change"))",
      note: "What was changed since the last good release, besides new code.", isOpen: context.open == Self.id,
      isWide: true
    ).html(
      diff(SettingWords.told(changes)) + pause
        + form.html("<div class=\"form-actions dialog-actions\">\(button("Deploy", .primary, icon: .rocket))</div>"))
  }

  /// What the order of the release means for whoever uses the service.
  private var pause: HTML {
    guard frame.stopsFirst else { return "" }
    return """
      <p class="help">The old version stops before the new one starts, so the service pauses for a moment: both would \
      have the same storage or port, or Advanced says so.</p>
      """
  }
}
