import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

extension StackReading {
  /// A stack's file as a whole, and what it asks of the server.
  struct Judged: Sendable {
    /// With all that the file brings in, unless that comes from elsewhere and is not allowed.
    var found: StackSource.Found
    var dangers: [ComposeDanger]
  }

  /// Looks at a file and at all that it brings in, before anything of it runs. What lies elsewhere on the server is not even
  /// read while nobody has allowed it.
  func judge(_ found: StackSource.Found) async throws -> Judged {
    try await prepare(found)
    let environment = StackDangers.environment(context.snapshot.variables, of: stack)
    let reads = try await StackReads(host: context.host, code: found.checkout, files: Self.freshFiles(context)).find(
      in: found.text, folder: found.place, environment: environment)
    guard reads.bringsOthers else {
      return Judged(found: found, dangers: try dangers(in: found))
    }
    guard reads.dangers.allSatisfy({ stack.settings.allowedDangers.contains($0.digest) }) else {
      return Judged(found: found, dangers: reads.dangers)
    }
    let whole = try await whole(found)
    let own = try dangers(in: whole).map { danger in
      var danger = danger
      danger.line = nil
      return danger
    }
    return Judged(found: whole, dangers: reads.dangers + own)
  }

  private func dangers(in found: StackSource.Found) throws -> [ComposeDanger] {
    try StackDangers.find(
      in: found.text, of: stack, context.snapshot.variables, context.engine.configuration, folder: found.place)
  }

  /// The file with all that it brings in.
  private func whole(_ found: StackSource.Found) async throws -> StackSource.Found {
    let fresh = Self.freshFiles(context)
    let text = try ComposeTransform.reading(source: found.text, files: fresh)
    await context.log.line("The file brings in others: what Docker Compose makes of them all is looked at, and runs.")
    let model = try await resolve(text, from: found.folder, as: "whole")
    var whole = found
    whole.text = try StackWhole(project: stack.appName, code: found.checkout, files: fresh).text(of: model)
    whole.start = found.checkout
    return whole
  }
}
