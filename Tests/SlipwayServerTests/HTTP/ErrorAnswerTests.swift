import SlipwayAnswers
import HTTPTypes
import NIOCore
import SlipwayCore
import SlipwayProcedures
import Testing

@testable import SlipwayServer

struct ErrorAnswerTests {
  @Test(arguments: [
    (SlipwayError.Code.badRequest, 400), (.unauthorized, 401), (.forbidden, 403), (.notFound, 404), (.conflict, 409),
    (.preconditionFailed, 412), (.payloadTooLarge, 413), (.unsupportedMediaType, 415), (.tooManyRequests, 429),
    (.timeout, 408), (.cancelled, 499), (.commandFailed, 412), (.unreachable, 502), (.internal, 500),
  ])
  func `Each kind of failure has its status`(code: SlipwayError.Code, status: Int) {
    let answer = ErrorAnswer(SlipwayError(code, "It is so."), requestID: "r1")
    #expect(answer.status.code == status)
    #expect((answer.message == "It is so.") == (code != .internal))
  }

  @Test func `What went wrong inside is told to the log only`() {
    let secret = SlipwayError(.internal, "row 7 of secrets is broken", details: ["env": "canary"])
    for error in [secret as any Error, Unforeseen()] {
      let answer = ErrorAnswer(error, requestID: "r1")
      #expect(answer.status == .internalServerError && answer.code == "INTERNAL_SERVER_ERROR")
      #expect(answer.message.contains("r1") && !answer.message.contains("row 7"))
      #expect(answer.problems.isEmpty && answer.issues.isEmpty)
    }
  }

  @Test func `What the sender did wrong is not ours`() {
    #expect(ErrorAnswer(NIOTooManyBytesError(maxBytes: 1), requestID: "").status == .contentTooLarge)
    #expect(ErrorAnswer(CancellationError(), requestID: "").status.code == 499)
  }

  @Test func `Who asks too often hears when to come again`() {
    #expect(ErrorAnswer(SlipwayError(.tooManyRequests, "Wait."), requestID: "").headers[.retryAfter] == "60")
    let limited = SlipwayError(.tooManyRequests, "Wait.", details: ["retryAfter": "7"])
    #expect(ErrorAnswer(limited, requestID: "").headers[.retryAfter] == "7")
    #expect(ErrorAnswer(SlipwayError(.conflict, "No."), requestID: "").headers[.retryAfter] == nil)
  }

  @Test func `A refused input names its fields`() {
    let answer = ErrorAnswer(SlipwayError.invalid("port", "must be a number"), requestID: "")
    #expect(answer.problems == ["port": "must be a number"])
    #expect(answer.issues.map(\.path) == [["port"]])
  }

  /// What nobody has thought of.
  private struct Unforeseen: Error {}
}
