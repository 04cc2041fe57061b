import SlipwayCore
import SlipwayHost
import Testing

@Suite struct CommandFailureTests {
  @Test func `The message names what was done, the status and the last line that says something`() {
    let result = CommandResult(status: 128, lines: ["Cloning", "fatal: repository not found", "", " "])
    let error = CommandFailure(["git", "clone"], result).error(doing: "Cloning the repository")
    #expect(error.code == .commandFailed)
    #expect(error.message == "Cloning the repository failed (exit status 128): fatal: repository not found")
    #expect(error.details["status"] == "128")
    #expect(error.details["command"] == "git clone")
  }

  @Test(arguments: [
    (137, "memory"), (143, "signal 15"), (127, "not found"), (126, "may not be run"), (1, "status 1"),
  ])
  func `A status is put into words`(status: Int32, word: String) {
    let error = CommandFailure(["x"], CommandResult(status: status)).error(doing: "It")
    #expect(error.message.contains(word))
  }

  @Test func `Only the last twenty lines are kept, and secrets are masked`() {
    let result = CommandResult(status: 1, lines: (0..<100).map { "line \($0)" })
    let error = CommandFailure(["x", "\(Secret("hunter2"))"], result).error(doing: "It")
    #expect(error.details["output"]?.split(separator: "\n").count == 20)
    #expect(error.details["command"] == "x ‹secret›")
  }
}
