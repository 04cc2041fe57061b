/// A browser by what it says of itself.
enum BrowserWords {
  /// `Firefox on Linux`; as it stands where nothing of it is known.
  static func name(_ userAgent: String) -> String {
    if userAgent.isEmpty { return "Unknown browser" }
    // Each names those before it too, so the most special comes first.
    let browsers = [
      ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
      ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ]
    let systems = [
      ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
      ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]
    let browser = browsers.first { userAgent.contains($0.0) }?.1
    let system = systems.first { userAgent.contains($0.0) }?.1
    guard let browser else { return system.map { "A program on \($0)" } ?? String(userAgent.prefix(60)) }
    return system.map { "\(browser) on \($0)" } ?? browser
  }
}
