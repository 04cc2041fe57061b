import SlipwayAnswers
import NIOCore
import SlipwayCore
import SlipwayHost
import SlipwayProcedures
import Testing

@testable import SlipwayServer

@Suite struct TerminalMessageTests {
  @Test func `a text that says so is a size, everything else is typed`() {
    #expect(
      TerminalMessage(.text(#"{"type":"resize","cols":90,"rows":20}"#))
        == .resize(TerminalSize(columns: 90, rows: 20)))
    for text in ["ls\r", "{", #"{"type":"paste"}"#, #"{"type":"resize","cols":"x","rows":1}"#, ""] {
      #expect(TerminalMessage(.text(text)) == .typed(ByteBuffer(string: text)))
    }
    let bytes = ByteBuffer(string: #"{"type":"resize","cols":90,"rows":20}"#)
    #expect(TerminalMessage(.binary(bytes)) == .typed(bytes))
  }
}

@Suite struct ContainerQueryTests {
  private func query(_ text: String) throws -> TextFields { try TextFields(parsing: text) }

  @Test func `a shell is one of a list, by its name or its path, and never a command`() throws {
    #expect(try ContainerQuery.shell(query("activeWay=/bin/bash")) == "bash")
    #expect(try ContainerQuery.shell(query("activeWay=sh")) == "sh")
    #expect(try ContainerQuery.shell(query("")) == nil)
    for text in ["activeWay=sh;id", "activeWay=/tmp/sh", "activeWay=$(id)", "activeWay=-c", "activeWay=/bin/../x/sh"]
    {
      #expect(throws: WebSocketClose.self) { try ContainerQuery.shell(query(text)) }
    }
  }

  @Test func `sizes are numbers from 1 to 1000`() throws {
    #expect(try ContainerQuery.size(query("cols=100&rows=40")) == TerminalSize(columns: 100, rows: 40))
    #expect(try ContainerQuery.size(query("")) == TerminalSize(columns: 80, rows: 24))
    for text in ["cols=0", "cols=1001", "rows=x", "rows=-5"] {
      #expect(throws: WebSocketClose.self) { try ContainerQuery.size(query(text)) }
    }
  }
}
