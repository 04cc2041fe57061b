import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Lets Docker Compose read a stack's effective file, so that what runs is what Compose understands and nothing else.
struct StackReading: Sendable {
  let context: StageContext
  let stack: ComposeStack
  let arguments: StackArguments

  var files: any HostFiles { context.workshop.files }
  /// What `../files` means while the file is read: the stack's file mounts and nothing that a container has written.
  static func freshFiles(_ context: StageContext) -> String {
    context.engine.folders.work(of: context.snapshot.deployment.id) + "/files"
  }
  var work: String { context.engine.folders.work(of: context.snapshot.deployment.id) }

  /// Writes what a file is read with: its variables and its file mounts.
  func prepare(_ found: StackSource.Found) async throws {
    let text = StackVariables.text(StackVariables.all(context.snapshot.variables, of: stack))
    if stack.settings.createEnvFile { try await files.write(text, to: found.folder + "/.env", mode: 0o644) }
    try await files.write(text, to: work + "/variables", mode: 0o600)
    try await StackFolders.write(context.snapshot.mounts, below: Self.freshFiles(context), on: context.workshop)
  }

  /// - Parameters:
  ///   - folder: what the text's relative paths start from.
  ///   - name: of the files that are written for it.
  ///   - bringsOthers: whether Compose is to open other compose files.
  /// - Throws: ``DeploymentFailure`` with what Compose says of it.
  func resolve(_ text: String, from folder: String, as name: String, bringsOthers: Bool = false) async throws
    -> StackModel
  {
    let (file, answer) = ("\(work)/\(name).yml", "\(work)/\(name).json")
    try await files.write(text, to: file, mode: 0o600)
    let place = ComposeCommand.Place(
      project: stack.appName, folder: folder, file: file, variables: work + "/variables")
    let compose = try await context.engine.composeCommands.command(on: context.workshop, context.engine.configuration)
    let command = compose.resolve(
      place, profiles: arguments.profiles, bringsOthers: bringsOthers, into: answer)
    let result = try await context.workshop.run(command, output: context.log.output)
    guard result.isSuccess else { throw failure(result) }
    let model = try StackModel(json: try await files.read(answer))
    guard !model.services.isEmpty else {
      throw SlipwayError.invalid("composeFile", "has no service that would run; are all behind a profile?")
    }
    return model
  }

  /// Moves the code that containers bind to a folder that stays, and leads every path there.
  func settle(_ model: StackModel, _ found: StackSource.Found) async throws -> StackModel {
    let place = try StackPlace(context.engine, context.machine, stack.id, appName: stack.appName)
    let folders = place.ownFolders
    let paths = StackPaths(
      checkout: found.checkout, fresh: Self.freshFiles(context), code: place.folders.code(found.version),
      files: place.folders.files)
    let bound = StackPaths.all(in: model)
    if let stray = bound.first(where: { paths.relative($0) == nil && isInside($0) }) {
      throw SlipwayError.invalid(
        "composeFile", "a path leads out of the source code: \(stray.split(separator: "/").last ?? "")")
    }
    var present: Set<String> = []
    for path in bound where paths.isOfCode(path) {
      if try await files.exists(path) { present.insert(path) }
    }
    let guarded = present.map { (field: "composeFile", path: $0) }
    try await CheckoutGuard(host: context.workshop, root: found.checkout).check(guarded)
    try await files.makeDirectory(folders.root, mode: 0o711)
    try await files.makeDirectory(folders.files, mode: 0o755)
    if !present.isEmpty {
      let fresh = try await keep(found, at: folders.code(found.version))
      try await place.bring(found.version, fresh: fresh)
    }
    for path in bound.subtracting(present) where paths.isOfCode(path) {
      let below = paths.relative(path) ?? ""
      await context.log.line(
        "./\(below) is not in the source code: it is a folder that stays from version to version.")
    }
    return paths.moved(model, present: present)
  }

  /// What a file means by a path below the deployment's work folder but outside of the code.
  private func isInside(_ path: String) -> Bool { path == work || path.hasPrefix(work + "/") }

  /// - Returns: what was written anew in a version that was there already.
  private func keep(_ found: StackSource.Found, at place: String) async throws -> [String] {
    if try await files.exists(place) {
      // The same version again: containers that did not change still have its files.
      let own = found.folder + "/.env"
      let below = String(own.dropFirst(found.checkout.count))
      if stack.settings.createEnvFile, try await files.exists(own) {
        let text = try await files.readText(own)
        // What lies there may have been changed by containers.
        try await BlockingPool.run { try PatchWriter(root: place).put(text, at: String(below.dropFirst())) }
        return [String(below.dropFirst())]
      }
      return []
    }
    try await files.remove(found.checkout + "/.git")
    try await files.move(found.checkout, to: place)
    return []
  }

  private func failure(_ result: CommandResult) -> DeploymentFailure {
    let message = ComposeRunner.message(in: result.lines)
    return DeploymentFailure(
      Evidence(
        step: .source, summary: "Docker Compose does not understand the file: \(message)",
        advice: "Mend the place that it names, then deploy again.", dockerMessage: message,
        isPreviousServing: context.snapshot.isPreviousServing))
  }
}
