/// One thing that the API can do, by its published name: what it takes, who may ask, what it does, what it answers.
///
/// ```swift
/// /// Stops an application.
/// enum ApplicationStop: Procedure {
///   struct Input: Codable, Sendable { var applicationId: ID<Deployable> }
///   static let name = "application.stop"
///   static let kind = ProcedureKind.mutation
///   static let summary = "Stops an application"
///   static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .deploy) }
///   static func run(_ input: Input, _ call: Call) async throws -> NoOutput { … }
/// }
/// ```
/// A procedure is listed in its resource's list; both doors, the dashboard's forms, the audit trail, the OpenAPI
/// document and the contract tests follow from that line.
package protocol Procedure: Sendable {
  associatedtype Input: Codable & Sendable
  associatedtype Output: Codable & Sendable
  /// `<router>.<procedure>` as published; doors match it without regard to case.
  static var name: String { get }
  static var kind: ProcedureKind { get }
  /// One line for the OpenAPI document.
  static var summary: String { get }
  /// A file that may come beside the input; `nil` is none.
  static var upload: UploadField? { get }
  /// Whether a mutation leaves a row in the audit trail; a procedure that opts out says why.
  static var isAudited: Bool { get }
  /// Whether the dashboard's plain form may post it.
  static var isFormPostable: Bool { get }
  /// Who may call it. Every identifier in the input belongs here, also the ones nested inside.
  static func access(_ input: Input) -> Access
  /// Does it. The access check has passed.
  static func run(_ input: Input, _ call: Call) async throws -> Output
}

extension Procedure {
  package static var upload: UploadField? { nil }
  package static var isAudited: Bool { kind == .mutation }
  package static var isFormPostable: Bool { true }
}

/// The input of a procedure that needs nothing.
package struct NoInput: Codable, Sendable, Hashable {
  package init() {}
}

/// The answer of a procedure that has nothing to say: an empty body on REST, `null` in the tRPC envelope.
package struct NoOutput: Codable, Sendable, Hashable {
  package init() {}
}
