import SlipwayCore
import Testing

@testable import SlipwayCompose

struct ComposeFileTests {
  private func service(_ body: String, others: String = "") throws -> ComposeService {
    let indented = body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let file = try ComposeFile(parsing: "services:\n  web:\n    image: nginx\n\(indented)\n\(others)")
    return try #require(file.services.first)
  }

  @Test func `A service's facts are read from the short forms and the long ones`() throws {
    let short = try service(
      """
      ports: ["80", "8080:80", "127.0.0.1:9000-9001:9000-9001/udp", 53:53/udp]
      volumes: ["data:/data", "./conf:/conf:ro", "/anonymous", "${DIR:-./x}:/x"]
      networks: [front]
      depends_on: [db]
      container_name: web
      """)
    #expect(short.publishedPorts == ["8080", "127.0.0.1:9000-9001", "53"])
    #expect(short.volumes.map(\.kind) == [.volume, .bind, .anonymous, .bind])
    #expect(short.volumes.map(\.isReadOnly) == [false, true, false, false])
    #expect(short.networks == ["front"] && short.dependencies == ["db": "service_started"])
    #expect(short.reasonForOneAtATime == "container_name 'web' can be taken once")
    let long = try service(
      """
      ports: [{target: 80}, {target: 80, published: "8080", host_ip: 127.0.0.1}]
      volumes: [{type: bind, source: ./conf, target: /conf, read_only: true}, {type: volume, target: /v}]
      networks: {front: {aliases: [a]}}
      depends_on: {db: {condition: service_healthy}}
      deploy: {replicas: 3}
      """)
    #expect(long.publishedPorts == ["127.0.0.1:8080"])
    #expect(long.volumes.map(\.kind) == [.bind, .anonymous])
    #expect(long.networks == ["front"] && long.dependencies == ["db": "service_healthy"] && long.replicas == 3)
  }

  @Test func `Only a check that the file makes is a health check`() throws {
    #expect(try service("healthcheck: {test: [CMD, \"true\"]}").hasHealthcheck)
    #expect(try !service("healthcheck: {disable: true}").hasHealthcheck)
    #expect(try !service("healthcheck: {test: [NONE]}").hasHealthcheck)
    #expect(try !service("healthcheck:").hasHealthcheck)
  }

  @Test(arguments: ["restart: no", "restart: \"no\"", "deploy: {mode: replicated-job}"])
  func `A service that nothing restarts is there to end`(body: String) throws {
    #expect(try service(body).isOneShot)
  }

  @Test func `A service whose end another awaits is there to end`() throws {
    let waits = "  app:\n    image: app\n    depends_on: {web: {condition: service_completed_successfully}}"
    #expect(try service("restart: on-failure", others: waits).isOneShot)
    #expect(try !service("restart: on-failure").isOneShot)
  }

  @Test(arguments: [
    ("- a", "line 1: must be a map"), ("version: '3'", "has no 'services'"),
    ("services: {}", "at least one service"), ("services:\n  web:", "line 2: the service 'web' must be a map"),
    ("services:\n  web: {command: x}", "line 2: the service 'web' has neither 'image' nor 'build'"),
    ("services:\n  Web: {image: x}\n  web: {image: x}", "line 3: the services 'Web' and 'web' differ only in case"),
    ("services:\n  localhost: {image: x}", "line 2: 'localhost' is a name that containers know already"),
    ("services:\n  tasks.web: {image: x}", "line 2: 'tasks.web' is a name"),
    ("services:\n  \"a b\": {image: x}", "line 2: the name 'a b' in 'services' may have letters"),
    ("services:\n  a: {image: x}\nvolumes: [a]", "line 3: 'volumes' must be a map"),
  ])
  func `A file that cannot run is refused with its line`(text: String, expected: String) {
    let error = #expect(throws: SlipwayError.self) { try ComposeFile(parsing: text) }
    #expect(error?.details["composeFile"]?.contains(expected) == true, "\(error?.message ?? "nothing")")
  }
}
