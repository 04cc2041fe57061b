import SlipwayAnswers
package import HTTPTypes
package import SlipwayCore
import SlipwayProcedures

/// What came back.
package struct TestReply: Sendable {
  package var status: Int
  package var headers: HTTPFields
  package var text: String

  package var json: JSONValue { (try? JSONReader.read(text)) ?? .null }

  package subscript(name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

  /// The value of a cookie that was set.
  package func cookie(_ name: String) -> String? {
    let header = HTTPField.Name("Set-Cookie").map { headers[values: $0] }?.first { $0.hasPrefix(name + "=") }
    return header?.dropFirst(name.count + 1).prefix { $0 != ";" }.description
  }
}
