import SlipwayCore
import Testing

/// What a person types is what a process gets.
@Suite struct EnvironmentVariablesTests {
  @Test(
    "Typed text gives exactly these values",
    arguments: [
      ("A=1", ["A": "1"]),
      ("A=", ["A": ""]),
      ("A=''", ["A": ""]),
      ("export A=1", ["A": "1"]),
      ("A = spaced ", ["A": "spaced"]),
      ("A=a=b==c", ["A": "a=b==c"]),
      ("A=abc#de", ["A": "abc#de"]),
      ("A=abc # a comment", ["A": "abc"]),
      ("A=#nothing", ["A": ""]),
      ("A='abc # not a comment'", ["A": "abc # not a comment"]),
      ("A=pa$$word", ["A": "pa$$word"]),
      ("A=${HOME} $HOME $(id) `id`", ["A": "${HOME} $HOME $(id) `id`"]),
      (#"A={"a": "b", "c": [1]}"#, ["A": #"{"a": "b", "c": [1]}"#]),
      (#"A='{"a": "b"}'"#, ["A": #"{"a": "b"}"#]),
      (#"A="say \"hi\" \\ there""#, ["A": #"say "hi" \ there"#]),
      (#"A="one\ntwo""#, ["A": "one\ntwo"]),
      (#"A='one\ntwo'"#, ["A": #"one\ntwo"#]),
      (#"A=C:\new\dir"#, ["A": #"C:\new\dir"#]),
      ("A=\"line 1\nline 2\"\nB=2", ["A": "line 1\nline 2", "B": "2"]),
      ("A='-----BEGIN\nKEY=\n-----END'\nB=2", ["A": "-----BEGIN\nKEY=\n-----END", "B": "2"]),
      ("A=`both ' and \"`", ["A": "both ' and \""]),
      ("A=It's fine\nB='x'", ["A": "It's fine", "B": "x"]),
      ("A='ENV'NT", ["A": "'ENV'NT"]),
      ("A=grüße 🚀", ["A": "grüße 🚀"]),
      ("# comment\n\n  A=1\r\nB=2\r\n", ["A": "1", "B": "2"]),
      ("A=1\nA=2", ["A": "2"]),
    ])
  func parses(text: String, expected: [String: String]) {
    let variables = EnvironmentVariables(parsing: text)
    #expect(Dictionary(uniqueKeysWithValues: variables.variables.map { ($0.name, $0.value) }) == expected)
    #expect(variables.ignoredLines.isEmpty)
  }

  @Test("A line that is no variable is reported by its number")
  func reportsIgnoredLines() {
    let variables = EnvironmentVariables(parsing: "A=1\nnot a variable\n'x'=2\nB='two\nlines'\n=3")
    #expect(variables.variables.map(\.name) == ["A", "B"])
    #expect(variables.ignoredLines == [2, 3, 6])
  }

  @Test(
    "Every value survives being written and read back",
    arguments: [
      "", " ", "plain", " leading", "trailing ", "#hash", "a #b", "a#b", "'", "\"", "`", "'\"`", "\\", "\\n", "\\\\",
      "a\nb", "a\r\nb", "\n", "\r", "$A", "${{project.X}}", "$$", "a=b", "=", "ünïcödé 🚀", "'quoted'", "\"quoted\"",
      "mixed ' \" ` \\ \n # $ end", "\ttab\t", "{\"json\": \"v\"}", "-----BEGIN KEY-----\nabc\n-----END KEY-----\n",
    ])
  func roundTrips(value: String) {
    let written = EnvironmentVariables([.init(name: "A", value: value), .init(name: "B", value: "after")])
    let read = EnvironmentVariables(parsing: written.rendered())
    #expect(read["A"] == value)
    #expect(read["B"] == "after")
  }

  @Test("References lead to the project, the environment and the own list")
  func resolvesReferences() throws {
    let own = EnvironmentVariables(
      parsing:
        "URL=http://${{project.HOST}}:${{environment.PORT}}/${{ SELF }}\nSELF=me-${{project.HOST}}\nRAW=${HOME}")
    let resolved = try own.resolved(
      project: EnvironmentVariables(parsing: "HOST=example.test\nX=${{environment.PORT}}"),
      environment: EnvironmentVariables(parsing: "PORT=8080"))
    #expect(resolved["URL"] == "http://example.test:8080/me-example.test")
    #expect(resolved["RAW"] == "${HOME}")
  }

  @Test("Every reference that leads nowhere is named")
  func namesUnresolvedReferences() {
    let own = EnvironmentVariables(
      parsing:
        "A=${{project.NO}}\nB=${{environment.NO}}\nC=${{NO}}\nD=${{environment.}}\nE=${{E}}\nF=${{G}}\nG=${{F}}")
    let error = #expect(throws: SlipwayError.self) {
      try own.resolved(project: EnvironmentVariables(), environment: EnvironmentVariables())
    }
    let problems = error?.details["env"] ?? ""
    #expect(problems.contains("Invalid project environment variable: project.NO"))
    #expect(problems.contains("Invalid environment variable: environment.NO"))
    #expect(problems.contains("Invalid service environment variable: NO"))
    #expect(problems.contains("Invalid environment variable: environment."))
    #expect(problems.contains("refers to itself"))
  }

  @Test("The references that lead nowhere are told by variable, as a deployment would refuse them")
  func tellsUnknownReferences() {
    let own = EnvironmentVariables(
      parsing: "A=${{project.HOST}}-${{project.NO}}-${{NO}}\nB=${{environment.PORT}}\nC=${{A}}\nD=${{environment.}}")
    let unknown = own.unknownReferences(
      project: EnvironmentVariables(parsing: "HOST=example.test"),
      environment: EnvironmentVariables(parsing: "PORT=8080"))
    #expect(unknown == ["A": ["project.NO", "NO"], "D": ["environment."]])
  }

  @Test("What a reference puts in is not read again")
  func doesNotResolveTwice() throws {
    let own = EnvironmentVariables(parsing: "A=${{project.X}}")
    let resolved = try own.resolved(
      project: EnvironmentVariables(parsing: "X=${{environment.Y}}"), environment: EnvironmentVariables())
    #expect(resolved["A"] == "${{environment.Y}}")
  }

  @Test("References that double at every step end with a problem, not with the server's memory")
  func boundsGrowth() {
    let lines =
      (0..<40).map { "A\($0)=${{A\($0 + 1)}}${{A\($0 + 1)}}" } + ["A40=\(String(repeating: "x", count: 100))"]
    let own = EnvironmentVariables(parsing: lines.joined(separator: "\n"))
    let error = #expect(throws: SlipwayError.self) {
      try own.resolved(project: EnvironmentVariables(), environment: EnvironmentVariables())
    }
    #expect(error?.message == "The variables are larger than 1 MiB with what they refer to")
    #expect(own.sizeProblem == error?.message)
    #expect(EnvironmentVariables(parsing: "A=${{project.B}}${{C}}").sizeProblem == nil)
  }

  @Test("One large shared variable cannot be put in without end")
  func boundsSharedGrowth() {
    let own = EnvironmentVariables(parsing: "A=" + String(repeating: "${{project.LARGE}}", count: 5000))
    let project = EnvironmentVariables([.init(name: "LARGE", value: String(repeating: "x", count: 500_000))])
    #expect(throws: SlipwayError.self) { try own.resolved(project: project, environment: EnvironmentVariables()) }
  }

  @Test("A chain of references may be long, but not without end", arguments: [false, true])
  func boundsChains(isReversed: Bool) throws {
    func chain(_ length: Int) -> EnvironmentVariables {
      let lines = (0..<length - 1).map { "A\($0)=${{A\($0 + 1)}}" } + ["A\(length - 1)=end"]
      return EnvironmentVariables(parsing: (isReversed ? lines.reversed() : lines).joined(separator: "\n"))
    }
    let none = EnvironmentVariables()
    #expect(try chain(100).resolved(project: none, environment: none)["A0"] == "end")
    let error = #expect(throws: SlipwayError.self) { try chain(101).resolved(project: none, environment: none) }
    #expect(error?.message.contains("more than 100 variables") ?? false)
    #expect(throws: SlipwayError.self) { try chain(50_000).resolved(project: none, environment: none) }
  }

  @Test("A list of many thousand variables is read and resolved at once")
  func readsLongLists() throws {
    let own = EnvironmentVariables(parsing: (0..<20_000).map { "A\($0)=${{B}}" }.joined(separator: "\n") + "\nB=x")
    var resolved = EnvironmentVariables()
    let took = try ContinuousClock().measure {
      resolved = try own.resolved(project: EnvironmentVariables(), environment: EnvironmentVariables())
    }
    #expect(resolved["A9999"] == "x")
    #expect(took < .seconds(5))
  }
}
