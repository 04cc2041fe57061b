import SlipwayCore

/// An application's stored credentials while its settings change: they go only to the address that they were saved for.
///
/// A change never sees them. It sees marks, so that one that was kept can be told from one that was typed anew, whichever
/// procedure changes the address.
struct StoredCredentials {
  private let before: Application
  private let gitMark = Secret(RandomText.token())
  private let registryMark = Secret(RandomText.token())

  init(hidingIn application: inout Application) {
    before = application
    if before.secrets.gitPassword != nil { application.secrets.gitPassword = gitMark }
    if before.secrets.registryPassword != nil { application.secrets.registryPassword = registryMark }
  }

  /// Puts back what was kept and still goes where it went; drops the rest.
  func restore(in application: inout Application) {
    if application.secrets.gitPassword == gitMark { restoreGit(in: &application) }
    guard application.secrets.registryPassword == registryMark else { return }
    let isSame = Self.registry(of: application.source) == Self.registry(of: before.source)
    application.secrets.registryPassword = isSame ? before.secrets.registryPassword : nil
  }

  /// Whom a registry's password is shown: the engine sends it to the image's host.
  static func registry(of source: SourceSettings) -> [String] {
    let image = source.dockerImage.flatMap { try? ImageReference(parsing: $0.trimmingSpaces()) }
    return [source.registryUrl ?? "", image?.registry ?? ""]
  }

  private func restoreGit(in application: inout Application) {
    if application.source.customGitUrl == before.source.customGitUrl {
      application.secrets.gitPassword = before.secrets.gitPassword
      return
    }
    application.secrets.gitPassword = nil
    if application.source.customGitUsername == before.source.customGitUsername {
      application.source.customGitUsername = nil
    }
  }
}
