package import Foundation

/// The names of objects in a destination.
package enum ObjectKey {
  package static let manifestEnding = ".manifest.json"
  package static let partialEnding = ".partial"

  /// `<appName>/<prefix>/<moment>-<run>.<ending>`; of a volume, its name comes before the moment. Plans that ring at one
  /// moment may share a folder: the run's own signs keep their objects apart.
  package static func make(_ plan: BackupPlan, _ run: ID<BackupRun>, ending: String, at moment: Date) -> String {
    let stamp = "\(stamp(moment))-\(run.rawValue.prefix(8))"
    let name =
      switch plan.content {
      case .volume: "\(part(of: plan.settings.volumeName ?? "volume"))-\(stamp)"
      case .panel: "webserver-backup-\(stamp)"
      case .database, .compose: stamp
      }
    return folder(of: plan) + "/\(name).\(ending)"
  }

  /// A volume's name as it is; that of a folder that a stack writes to, `./a/b`, without its slashes.
  package static func part(of volume: String) -> String {
    guard volume.hasPrefix("./") else { return volume }
    return volume == "./" ? "files" : String(volume.dropFirst(2)).replacing("/", with: "-")
  }

  package static func folder(of plan: BackupPlan) -> String {
    plan.prefix.isEmpty ? plan.appName : "\(plan.appName)/\(plan.prefix)"
  }

  package static func manifest(of key: String) -> String { key + manifestEnding }

  /// What it is called until it is complete.
  package static func partial(of run: BackupRun) -> String { "\(run.objectKey).\(run.id)\(partialEnding)" }

  /// - Returns: which run left it; `nil` for what is no partial object.
  package static func run(ofPartial name: String) -> ID<BackupRun>? {
    guard name.hasSuffix(partialEnding) else { return nil }
    let stem = name.dropLast(partialEnding.count)
    guard let dot = stem.lastIndex(of: ".") else { return nil }
    return ID(String(stem[stem.index(after: dot)...]))
  }

  /// A folder as typed: without slashes at its ends.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  package static func prefix(_ typed: String, field: String = "prefix") throws -> String {
    let parts = typed.split(separator: "/").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    let text = parts.joined(separator: "/")
    guard text.utf8.count <= 200, isPlain(text), !parts.contains(where: { $0 == ".." || $0 == "." }) else {
      throw SlipwayError.invalid(field, "must be a folder of letters, digits, blanks and '-_.+=@', without '..'")
    }
    return text
  }

  /// An object that somebody names.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  package static func check(_ key: String, field: String) throws {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    guard !key.isEmpty, key.utf8.count <= 1024, isPlain(key),
      !parts.contains(where: { ["", ".", ".."].contains($0) })
    else { throw SlipwayError.invalid(field, "must be the full name of a file in the destination") }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " /-_.+=@".contains($0)) }
  }

  /// `2026-11-26T03-00-00-000Z`: sorts by time and has no sign that a file system minds.
  private static func stamp(_ moment: Date) -> String {
    let milliseconds = Int((moment.timeIntervalSince1970 * 1000).rounded())
    let seconds = Date(timeIntervalSince1970: Double(milliseconds / 1000))
    let text = seconds.formatted(.iso8601).replacing(":", with: "-").replacing("Z", with: "")
    let rest = String(milliseconds % 1000)
    return text + "-" + String(repeating: "0", count: 3 - rest.count) + rest + "Z"
  }
}
