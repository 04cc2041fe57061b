import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

extension StackReading {
  /// A stack's file as a whole, before anything of it runs.
  struct Opened: Sendable {
    /// With all that the file brings in, unless that comes from elsewhere and is not allowed.
    var found: StackSource.Found
    /// What it would read elsewhere on the server.
    var dangers: [ComposeDanger]
    /// What it reads is its own, or allowed.
    var isRead: Bool
  }

  /// What Docker Compose has read: what is judged here is what runs.
  struct Judged: Sendable {
    var found: StackSource.Found
    /// `nil` when something would be read that is not allowed.
    var model: StackModel?
    var dangers: [ComposeDanger]
    /// The image or build that each service asks for.
    var sources: [String: String] = [:]
  }

  /// Looks at a file and at all that it brings in. What lies elsewhere on the server is not even read while nobody has
  /// allowed it; the paths that are read have no variables any more that Compose could understand in another way.
  /// - Parameter allowsReads: whoever asks has allowed that as well.
  func open(_ source: StackSource.Found, allowsReads: Bool = false) async throws -> Opened {
    try await prepare(source)
    let environment = StackDangers.environment(context.snapshot.variables, of: stack)
    var found = source
    found.text = try ComposeReads.settled(source.text, environment: environment)
    let reads = try await StackReads(host: context.workshop, code: found.checkout, files: Self.freshFiles(context))
      .find(
        in: found.text, folder: found.place, environment: environment)
    let allowed = stack.settings.allowedDangers
    guard allowsReads || reads.dangers.allSatisfy({ allowed.contains($0.digest) }) else {
      return Opened(found: source, dangers: reads.dangers, isRead: false)
    }
    if reads.bringsOthers { found = try await whole(found) }
    return Opened(found: found, dangers: reads.dangers, isRead: true)
  }

  /// Lets Compose read the file, and finds what it asks of the server.
  func judge(_ source: StackSource.Found, allowsReads: Bool = false) async throws -> Judged {
    let opened = try await open(source, allowsReads: allowsReads)
    guard opened.isRead else { return Judged(found: source, model: nil, dangers: opened.dangers) }
    let fresh = Self.freshFiles(context)
    let effective = try StackTransform(engine: context.engine, stack: stack).effective(
      opened.found.text, context.snapshot.domains, files: fresh)
    let model = try await resolve(effective.text, from: opened.found.base, as: "effective")
    if StackPaths.all(in: model).contains(where: { ($0 + "/").contains("/~/") }) {
      throw SlipwayError.invalid(
        "composeFile", "'~' is nobody's home here: write the path out, or relative to the file")
    }
    let judge = StackJudge(context.engine, stack)
    let asked = judge.dangers(in: model, checkout: source.checkout, files: fresh, text: source.text)
    return Judged(
      found: opened.found, model: model, dangers: opened.dangers + asked,
      sources: judge.sources(in: model, checkout: source.checkout, files: fresh))
  }

  /// The file with all that it brings in.
  private func whole(_ found: StackSource.Found) async throws -> StackSource.Found {
    let fresh = Self.freshFiles(context)
    let text = try ComposeTransform.reading(source: found.text, files: fresh)
    await context.log.line("The file brings in others: what Docker Compose makes of them all is looked at, and runs.")
    let model = try await resolve(text, from: found.folder, as: "whole", bringsOthers: true)
    var whole = found
    whole.text = try StackWhole(project: stack.appName, code: found.checkout, files: fresh).text(of: model)
    whole.start = found.checkout
    return whole
  }
}
