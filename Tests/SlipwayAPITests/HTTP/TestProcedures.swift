import Foundation
import SlipwayAPI
import SlipwayCore

/// Procedures that exist for tests of the doors only.
enum TestProcedures {
  static let all: [any Procedure.Type] = [
    TestEcho.self, TestLook.self, TestTouch.self, TestFail.self, TestUpload.self, TestOpen.self,
  ]
}

/// Gives back what it was given.
enum TestEcho: Procedure {
  struct Input: Codable, Sendable {
    var name: String
    var count: Int?
    var isOn: Bool?
    var tags: [String]?
    var kind: Member.Role?
  }
  static let name = "test.echo"
  static let kind = ProcedureKind.query
  static let summary = "Echoes"
  static func access(_ input: Input) -> Access { .signedIn }
  static func run(_ input: Input, _ call: Call) async throws -> Input { input }
}

/// Looks at an application.
enum TestLook: Procedure {
  struct Input: Codable, Sendable { var applicationId: ID<Deployable> }
  static let name = "test.look"
  static let kind = ProcedureKind.query
  static let summary = "Looks"
  static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .read) }
  static func run(_ input: Input, _ call: Call) async throws -> ID<Deployable> { input.applicationId }
}

/// Changes an application, as far as tests care.
enum TestTouch: Procedure {
  struct Input: Codable, Sendable {
    var applicationId: ID<Deployable>
    var note: String?
  }
  struct Output: Codable, Sendable { var application: [String: String] }
  static let name = "test.touch"
  static let kind = ProcedureKind.mutation
  static let summary = "Touches"
  static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }
  static func run(_ input: Input, _ call: Call) async throws -> Output {
    if input.note == "bad" { throw SlipwayError.invalid("note", "must be good") }
    return Output(application: ["id": input.applicationId.rawValue])
  }
}

/// Fails in a way that must not be told.
enum TestFail: Procedure {
  struct Broken: Error {}
  static let name = "test.fail"
  static let kind = ProcedureKind.mutation
  static let summary = "Fails"
  static func access(_ input: NoInput) -> Access { .signedIn }
  static func run(_ input: NoInput, _ call: Call) async throws -> NoOutput {
    throw SlipwayError(.internal, "SELECT secret FROM somewhere", cause: Broken())
  }
}

/// Takes a file.
enum TestUpload: Procedure {
  struct Input: Codable, Sendable { var applicationId: ID<Deployable> }
  struct Output: Codable, Sendable {
    var size: Int
    var fileName: String
    var text: String
  }
  static let name = "test.upload"
  static let kind = ProcedureKind.mutation
  static let summary = "Takes a file"
  static let upload: UploadField? = UploadField(name: "zip", limit: 1 << 20)
  static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }
  static func run(_ input: Input, _ call: Call) async throws -> Output {
    guard let file = call.request.uploads["zip"] else { throw SlipwayError.invalid("zip", "is missing") }
    let text = FileManager.default.contents(atPath: file.path).map { String(decoding: $0.prefix(40), as: UTF8.self) }
    return Output(size: file.size, fileName: file.fileName, text: text ?? "")
  }
}

/// Answers also to strangers.
enum TestOpen: Procedure {
  static let name = "test.open"
  static let kind = ProcedureKind.query
  static let summary = "Is open"
  static func access(_ input: NoInput) -> Access { .anyone }
  static func run(_ input: NoInput, _ call: Call) async throws -> NoOutput { NoOutput() }
}
