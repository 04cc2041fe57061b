import ArgumentParser
import Foundation
import SlipwayCore
import SlipwayEngine

/// `slipway restore`: makes this machine's Slipway what a backup of it was.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restores a backup of Slipway itself; what was there before is kept beside it.",
    discussion: "Stop Slipway first. Fetch the file from its destination, e.g. with `rclone copy`; when its "
      + "manifest lies beside it, the file is checked against that. What was deployed after it was made is not in it: when "
      + "Slipway starts it removes those services, and keeps their volumes.")
  @OptionGroup var flags: ConfigurationFlags
  @Argument(help: "The file: webserver-backup-….tar.gz") var file: String
  @Option(help: "A file with the encryption key, when the backup was made without it.") var keyFile: String?
  @Flag(help: "The services' data is on this machine: their schedules of backups go on at once.") var keepSchedules =
    false

  func run() async throws {
    let configuration = try flags.read()
    let directory = DataDirectory(configuration)
    let lock = FileManager.default.fileExists(atPath: directory.path) ? try LockFile(directory.lock) : nil
    let restore = PanelRestore(
      archive: URL(fileURLWithPath: file).path, keyFile: keyFile, directory: directory, configuration: configuration,
      keepsSchedules: keepSchedules)
    let result = try await restore.run()
    _ = consume lock
    Output.line("Restored what Slipway was at \(result.facts.createdAt.formatted(.iso8601)) into \(directory.path).")
    if let snapshot = result.snapshot { Output.line("What was there before is in \(snapshot).") }
    if result.facts.instance != configuration.instance {
      Output.line(
        "It was the instance '\(result.facts.instance)': start it with --instance \(result.facts.instance).")
    }
    if !keepSchedules {
      Output.line(
        "Schedules of backups rest until the data of what they back up is restored, or its backup is made by hand.")
    }
    Output.line("Start Slipway now. On a fresh machine deploy each service once, then restore its data.")
  }
}
