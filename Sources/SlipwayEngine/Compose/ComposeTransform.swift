import SlipwayCore

/// Makes the effective file of a user's compose file: a pure function of the file and the settings. Applied to its own
/// result it changes nothing more.
package enum ComposeTransform {
  /// - Throws: ``SlipwayError`` `badRequest` naming `composeFile` and the line, or the domain's service that is missing.
  package static func effective(source: String, settings: ComposeSettings) throws -> EffectiveCompose {
    let file = try ComposeFile(parsing: source)
    return EffectiveCompose(text: try YAMLTree.write(file.root), additions: [], services: file.services)
  }
}
