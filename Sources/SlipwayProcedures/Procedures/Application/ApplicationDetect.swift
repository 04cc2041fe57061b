package import SlipwayAnswers
import SlipwayCore
import SlipwayDetection
import SlipwayEngine

/// Looks at an application's code and says how it would be built.
package enum ApplicationDetect: Procedure {
  package typealias Input = ApplicationInput

  /// What was found, and the Dockerfile that is written for it.
  package struct Answer: Codable, Sendable {
    /// `node`, `python`, …, `dockerfile`, `compose`.
    package var family: String
    package var title: String
    /// A sentence each.
    package var reasons: [String]
    package var notes: [String]
    /// The Dockerfile that would be written; `null` where the code has one, or is a compose stack.
    @Null package var dockerfile: String?
    @Null package var port: Int?
    package var start: [String]
    @Null package var outputFolder: String?

    init(_ plan: DetectedPlan) {
      family = plan.family
      title = plan.title
      reasons = plan.reasons
      notes = plan.notes
      dockerfile = plan.dockerfile
      port = plan.port
      start = plan.start
      outputFolder = plan.outputFolder
    }
  }

  package static let name = "application.detect"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Fetches an application's newest code and says what it is and how it would be built"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Answer {
    Answer(try await CodeDetection(call.engine).run(input.applicationId))
  }
}
