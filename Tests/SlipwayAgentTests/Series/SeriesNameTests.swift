import Testing

@testable import SlipwayAgent

@Suite struct SeriesNameTests {
  @Test func `a service's containers are one series, whatever they are called`() {
    let labels = ["slipway.deployable": "abc", "com.docker.swarm.service.name": "shop-x1"]
    #expect(SeriesName(labels: labels, container: "shop-x1.1.q")?.rawValue == "service.abc")
    #expect(SeriesName(labels: labels, container: "shop-x2.1.q")?.deployable == "abc")
  }

  @Test func `all containers of a stack are its own`() {
    for part in ["web", "db"] {
      let labels = [
        "slipway.deployable": "shop", "slipway.role": "stack", "com.docker.compose.project": "shop-x1",
        "com.docker.compose.service": part,
      ]
      #expect(SeriesName(labels: labels, container: "shop-x1-\(part)-1")?.deployable == "shop")
    }
  }

  @Test func `Slipway's own proxy and what others run go by their names`() {
    let proxy = ["slipway.deployable": "abc", "slipway.role": "proxy", "com.docker.swarm.service.name": "traefik"]
    #expect(SeriesName(labels: proxy, container: "traefik.1")?.rawValue == "other.traefik")
    let compose = ["com.docker.compose.project": "blog", "com.docker.compose.service": "web"]
    #expect(SeriesName(labels: compose, container: "blog-web-1")?.rawValue == "other.blog-web")
    #expect(SeriesName(labels: [:], container: "registry")?.rawValue == "other.registry")
    #expect(SeriesName.machine.deployable == nil)
  }

  @Test func `the helper of a backup is no series`() {
    let labels = ["slipway.instance": "slipway", "slipway.role": "backup", "slipway.run": "r1"]
    #expect(SeriesName(labels: labels, container: "slipway-backup-r1") == nil)
    let named = labels.merging(["slipway.deployable": "abc"]) { $1 }
    #expect(SeriesName(labels: named, container: "slipway-backup-r1") == nil)
  }

  @Test(arguments: ["../machine", "service./etc", "machine2", "other.a b", "", "other.\u{0}"])
  func `what is no name of a file here is none`(_ name: String) {
    #expect(SeriesName(rawValue: name) == nil)
  }
}
