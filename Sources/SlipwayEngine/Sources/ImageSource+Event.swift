import SlipwayCore

extension ImageSource {
  static func summary(of source: SourceSettings) -> SourceSummary? {
    source.dockerImage.flatMap { $0.isEmpty ? nil : SourceSummary($0) }
  }

  static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision {
    let wanted = ImageName(source.dockerImage ?? "")
    if case .other(let word) = event.kind { return .skip("Events of the kind '\(word)' do not deploy") }
    guard case .image(let name, let tag) = event.kind else { return .deploy }
    if let name, !isSame(ImageName(name), wanted, registry: source.registryUrl) {
      return .skip("Image Name Not Match: \(name) was pushed, \(wanted.name) is deployed")
    }
    if let tag, tag != wanted.tag ?? "latest" {
      return .skip("Image Tag Not Match: \(tag) was pushed, \(wanted.tag ?? "latest") is deployed")
    }
    return .deploy
  }

  private static func isSame(_ pushed: ImageName, _ wanted: ImageName, registry: String?) -> Bool {
    if pushed.canonical == wanted.canonical { return true }
    guard let registry, !registry.isEmpty else { return false }
    return ImageName(registry + "/" + wanted.name).canonical == pushed.canonical
  }
}
