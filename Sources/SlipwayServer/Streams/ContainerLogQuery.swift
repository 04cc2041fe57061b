import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What `/docker-container-logs` was asked for, checked.
struct ContainerLogQuery: Sendable, Hashable {
  var name: String
  var isService: Bool
  var tail: Int
  var filter: LogFilter

  /// - Throws: ``WebSocketClose`` 4000 naming the parameter.
  init(_ query: TextFields) throws {
    name = try ContainerQuery.name(query["containerId"])
    isService = query["runType"] == "swarm"
    tail = try Self.tail(query["tail"])
    do {
      filter = try LogFilter(since: query["since"].flatMap { $0.isEmpty ? nil : $0 }, search: query["search"])
    } catch let error as SlipwayError {
      throw WebSocketClose.badParameter(error.message)
    }
  }

  /// - Throws: ``WebSocketClose`` 4000.
  static func tail(_ text: String?) throws -> Int {
    guard let text, !text.isEmpty else { return 100 }
    guard text.utf8.count <= 5, text.allSatisfy({ $0.isASCII && $0.isNumber }), let tail = Int(text), tail <= 10_000
    else { throw WebSocketClose.badParameter("tail must be 0 to 10000") }
    return tail
  }
}
