/// What did not happen, by what was asked for: a refused deployment is not "not saved".
enum RefusalWords {
  /// - Parameter action: a procedure of the API, or the name of a form of the dashboard.
  static func title(_ action: String) -> String {
    let verb = action.split(separator: ".").last.map(String.init) ?? action
    if let known = titles[verb] { return known }
    return beginnings.first { verb.hasPrefix($0.0) }?.1 ?? "Not saved"
  }

  private static let titles: [String: String] = [
    "deploy": "Not deployed", "redeploy": "Not deployed", "dropDeployment": "Not deployed",
    "changeStatus": "Not changed", "rebuild": "Not rebuilt", "rollback": "Not rolled back",
    "confirmHostKey": "Not confirmed", "setEnabled": "Not changed", "move": "Not moved", "allow": "Not allowed",
    "run": "Not started", "drill": "Not started",
    "convert-environment": "Not read", "import-template": "Not created", "sign-in/link": "Not signed in",
  ]

  /// Verbs whose objects follow: `startService`, `delete`, `removeFromProject`.
  private static let beginnings: [(String, String)] = [
    ("start", "Not started"), ("stop", "Not stopped"), ("restart", "Not restarted"), ("reload", "Not reloaded"),
    ("scale", "Not scaled"), ("cancel", "Not cancelled"), ("kill", "Not cancelled"), ("delete", "Not deleted"),
    ("remove", "Not deleted"), ("create", "Not created"), ("duplicate", "Not duplicated"),
    ("restore", "Not restored"),
    ("generate", "Not created"), ("toggle", "Not changed"), ("refresh", "Not changed"), ("change", "Not changed"),
    ("test", "Not reached"), ("manualBackup", "Not started"), ("runManually", "Not started"),
    ("revoke", "Not signed out"), ("clear", "Not deleted"),
  ]
}
