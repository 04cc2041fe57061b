import SlipwayCore

/// Makes the effective file of a user's compose file: a pure function of the file and the settings. Applied to its own
/// result it changes nothing more.
package enum ComposeTransform {
  /// - Throws: ``SlipwayError`` `badRequest` naming `composeFile` and the line, or `serviceName` when a domain's service
  ///   is not in the file.
  package static func effective(source: String, settings: ComposeSettings) throws -> EffectiveCompose {
    var file = try ComposeFile(parsing: source)
    let additions = try apply(settings, to: &file)
    return EffectiveCompose(text: try YAMLTree.write(file.root), additions: additions, services: file.services)
  }

  /// The user's file with ``ComposeFilesFolder`` in its place, for who reads it as it is.
  package static func reading(source: String, files: String) throws -> String {
    var file = try ComposeFile(parsing: source)
    _ = ComposeFilesFolder(files).apply(to: &file)
    return try YAMLTree.write(file.root)
  }

  /// The services that a file names.
  package static func services(source: String) throws -> [ComposeService] {
    try ComposeFile(parsing: source).services
  }

  /// Names are set apart first: everything that follows speaks of the names that run.
  private static func apply(_ settings: ComposeSettings, to file: inout ComposeFile) throws -> [ComposeAddition] {
    var additions: [ComposeAddition] = []
    if let suffix = ComposeSuffix(settings) { additions += suffix.apply(to: &file) }
    additions += try ComposeNetworks(settings).apply(to: &file)
    if let folder = settings.filesFolder { additions += ComposeFilesFolder(folder).apply(to: &file) }
    additions += ComposeLabels(settings).apply(to: &file)
    return additions
  }
}
