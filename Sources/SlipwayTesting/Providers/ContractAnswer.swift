import Foundation
package import SlipwayCore

/// What a provider's API says.
package struct ContractAnswer: Sendable {
  package var status: Int
  package var headers: [String: String]
  package var body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func json(_ status: Int, _ value: JSONValue, _ headers: [String: String] = [:]) -> ContractAnswer {
    let data = (try? JSONEncoder().encode(value)) ?? Data()
    return ContractAnswer(
      status: status, headers: headers.merging(["content-type": "application/json"]) { own, _ in own },
      body: Array(data))
  }

  package static func text(_ status: Int, _ text: String, _ headers: [String: String] = [:]) -> ContractAnswer {
    ContractAnswer(
      status: status, headers: headers.merging(["content-type": "text/plain"]) { own, _ in own },
      body: Array(text.utf8))
  }

  package static func redirect(_ status: Int, to location: String) -> ContractAnswer {
    ContractAnswer(status: status, headers: ["location": location])
  }
}
