import SlipwayAnswers
import SlipwayCore
import SlipwayHost
import SlipwayProcedures

/// The parameters that streams about containers and machines share, as published clients send them.
enum ContainerQuery {
  /// The name or id of a container or service.
  /// - Throws: ``WebSocketClose`` 4000.
  static func name(_ text: String?, _ parameter: String = "containerId") throws -> String {
    guard let text, (1...128).contains(text.utf8.count), let first = text.first, first.isLetter || first.isNumber,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) })
    else { throw WebSocketClose.badParameter("\(parameter) is missing or cannot be read") }
    return text
  }

  /// The size of a window.
  /// - Throws: ``WebSocketClose`` 4000.
  static func size(_ query: TextFields) throws -> TerminalSize {
    func number(_ name: String, _ usual: Int) throws -> Int {
      guard let text = query[name], !text.isEmpty else { return usual }
      guard let number = Int(text), TerminalSize.allowed.contains(number) else {
        throw WebSocketClose.badParameter("\(name) must be 1 to 1000")
      }
      return number
    }
    return TerminalSize(columns: try number("cols", 80), rows: try number("rows", 24))
  }

  /// The shell that is wished for, by its name or its usual path; `nil` leaves it to what the container has.
  /// - Throws: ``WebSocketClose`` 4000.
  static func shell(_ query: TextFields) throws -> String? {
    guard let text = query["activeWay"], !text.isEmpty else { return nil }
    let name = ["/usr/bin/", "/bin/"].first { text.hasPrefix($0) }.map { String(text.dropFirst($0.count)) } ?? text
    guard ContainerShell.names.contains(name) else {
      throw WebSocketClose.badParameter("activeWay may be \(ContainerShell.names.joined(separator: ", "))")
    }
    return name
  }
}
