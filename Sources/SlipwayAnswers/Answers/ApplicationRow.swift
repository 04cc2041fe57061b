package import SlipwayCore

/// An application's own fields on the wire, all in one object.
@dynamicMemberLookup
package struct ApplicationRow: Codable, Sendable {
  package var fields: ApplicationFields
  package var source: SourceSettings
  package var build: BuildSettings
  package var runtime: RuntimeSettings

  /// - Parameter showsSecrets: whether the environment and the webhook's token are written in clear.
  package init(_ application: Application, showsSecrets: Bool = false) {
    fields = ApplicationFields(application, showsSecrets: showsSecrets)
    source = application.source
    build = application.build
    runtime = application.runtime
  }

  package subscript<Value>(dynamicMember path: KeyPath<ApplicationFields, Value>) -> Value { fields[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    fields = try ApplicationFields(from: decoder)
    source = try SourceSettings(from: decoder)
    build = try BuildSettings(from: decoder)
    runtime = try RuntimeSettings(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    let flat = FlatEncoding(encoder: encoder)
    try flat.encode(LaterApplicationFields.defaults)
    try fields.encode(to: encoder)
    try flat.encode(source)
    try flat.encode(build)
    try flat.encode(runtime)
  }
}
