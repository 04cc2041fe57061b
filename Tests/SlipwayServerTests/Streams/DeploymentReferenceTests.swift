import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures
import Testing

@testable import SlipwayServer

struct DeploymentReferenceTests {
  private static let identifier = "V1StGXR8_Z5jdHi6B-myT"

  private func reference(_ query: String) throws -> String {
    try DeploymentReference(TextFields(parsing: query)).id.rawValue
  }

  @Test func `A deployment is named by its identifier or by the path that published clients send`() throws {
    let id = Self.identifier
    #expect(try reference("deploymentId=\(id)") == id)
    #expect(try reference("deploymentId=abc") == "abc")
    for path in ["/etc/dokploy/logs/web/web-\(id).log", "\(id).log", "a/\(id)", "/x/\(id)"] {
      #expect(try reference("logPath=\(path.percentEncoded)") == id, "\(path)")
    }
    #expect(try reference("logPath=/x/other-other-other-other.log&deploymentId=\(id)") == id)
  }

  @Test(arguments: [
    "", "deploymentId=", "deploymentId=a%20b", "deploymentId=../a", "deploymentId=%C3%A4", "logPath=", "logPath=/",
    "logPath=/etc/passwd", "logPath=/data/../etc/V1StGXR8_Z5jdHi6B-myT.log", "logPath=/x/V1StGXR8_Z5jdHi6B%20myT.log",
  ])
  func `What names none is refused with the published close`(query: String) {
    let close = #expect(throws: WebSocketClose.self) { try reference(query) }
    #expect(close?.code == 4000)
  }

  @Test func `Too long a path is not looked at`() {
    let path = String(repeating: "a/", count: 300) + Self.identifier
    #expect(throws: WebSocketClose.self) { try reference("logPath=\(path)") }
  }
}
