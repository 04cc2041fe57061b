import Foundation
package import SlipwayCore
package import SlipwayProcedures

/// Procedures that exist for tests of the doors only.
package enum TestProcedures {
  package static let all: [any Procedure.Type] = [
    TestEcho.self, TestLook.self, TestTouch.self, TestFail.self, TestUpload.self, TestOpen.self,
  ]
}

/// Gives back what it was given.
package enum TestEcho: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var count: Int?
    package var isOn: Bool?
    package var tags: [String]?
    package var kind: Member.Role?
  }
  package static let name = "test.echo"
  package static let kind = ProcedureKind.query
  package static let summary = "Echoes"
  package static func access(_ input: Input) -> Access { .signedIn }
  package static func run(_ input: Input, _ call: Call) async throws -> Input { input }
}

/// Looks at an application.
package enum TestLook: Procedure {
  package struct Input: Codable, Sendable { package var applicationId: ID<Deployable> }
  package static let name = "test.look"
  package static let kind = ProcedureKind.query
  package static let summary = "Looks"
  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .read) }
  package static func run(_ input: Input, _ call: Call) async throws -> ID<Deployable> { input.applicationId }
}

/// Changes an application, as far as tests care.
package enum TestTouch: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var note: String?
  }
  package struct Output: Codable, Sendable { package var application: [String: String] }
  package static let name = "test.touch"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Touches"
  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }
  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    if input.note == "bad" { throw SlipwayError.invalid("note", "must be good") }
    return Output(application: ["id": input.applicationId.rawValue])
  }
}

/// Fails in a way that must not be told.
package enum TestFail: Procedure {
  package struct Broken: Error {}
  package static let name = "test.fail"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Fails"
  package static func access(_ input: NoInput) -> Access { .signedIn }
  package static func run(_ input: NoInput, _ call: Call) async throws -> NoOutput {
    throw SlipwayError(.internal, "SELECT secret FROM somewhere", cause: Broken())
  }
}

/// Takes a file.
package enum TestUpload: Procedure {
  package struct Input: Codable, Sendable { package var applicationId: ID<Deployable> }
  package struct Output: Codable, Sendable {
    package var size: Int
    package var fileName: String
    package var text: String
  }
  package static let name = "test.upload"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Takes a file"
  package static let upload: UploadField? = UploadField(name: "zip", limit: 1 << 20)
  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }
  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    guard let file = call.request.uploads["zip"] else { throw SlipwayError.invalid("zip", "is missing") }
    let text = FileManager.default.contents(atPath: file.path).map { String(decoding: $0.prefix(40), as: UTF8.self) }
    return Output(size: file.size, fileName: file.fileName, text: text ?? "")
  }
}

/// Answers also to strangers.
package enum TestOpen: Procedure {
  package static let name = "test.open"
  package static let kind = ProcedureKind.query
  package static let summary = "Is open"
  package static func access(_ input: NoInput) -> Access { .anyone }
  package static func run(_ input: NoInput, _ call: Call) async throws -> NoOutput { NoOutput() }
}
