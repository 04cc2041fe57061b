import SlipwayCore
import SlipwayHost
import Testing

@Suite struct CommandTests {
  @Test func `Words stay words whatever is in them`() {
    let name = "a b; rm -rf / $(id) 'x'"
    let command: Command = ["git", "clone", "--", "\(name)"]
    #expect(command.words == [.plain("git"), .plain("clone"), .plain("--"), .plain(name)])
    #expect(Command(["git", name]).words == [.plain("git"), .plain(name)])
  }

  @Test func `A word that a secret was interpolated into is secret as a whole`() {
    let command: Command = ["curl", "https://user:\(Secret("hunter2"))@example.com/\(7)"]
    #expect(command.words[1] == .secret(Secret("https://user:hunter2@example.com/7")))
    #expect(command.description == "curl ‹secret›")
    var dumped = ""
    dump(command, to: &dumped)
    #expect(!dumped.contains("hunter2"))
    #expect(!"\(command) \(String(reflecting: command))".contains("hunter2"))
  }

  @Test func `Environment and input never print`() {
    var command = Command(["env"])
    command.environment["TOKEN"] = Secret("hunter2")
    command.input = .secret(Secret("hunter3"))
    var dumped = ""
    dump(command, to: &dumped)
    #expect(!dumped.contains("hunter"))
  }

  @Test func `A printed command shows where its words end`() {
    #expect(Command(["a", "b c", "", "d'e"]).description == #"a 'b c' '' 'd'\''e'"#)
  }
}
