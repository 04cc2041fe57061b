import SlipwayCore
import SlipwayEngine
import SlipwayHost
import Testing

@Suite struct ProxyServiceTests {
  @Test func `The proxy holds its ports on this node, sees its files and never Docker's socket`() throws {
    var configuration = Configuration()
    configuration.httpPort = 8080
    configuration.httpsPort = 8443
    configuration.instance = "two"
    let spec = try ProxyService.spec(
      configuration, folder: "/d/traefik", identity: "7", node: "node1", settings: "a: b")
    #expect(spec.Name == "two-traefik")
    #expect(spec.EndpointSpec?.Ports?.map(\.PublishedPort) == [8080, 8443])
    #expect(spec.EndpointSpec?.Ports?.allSatisfy { $0.PublishMode == "host" } == true)
    #expect(spec.TaskTemplate.Placement?.Constraints == ["node.id==node1"])
    #expect(spec.UpdateConfig?.Order == "stop-first")
    let mounts = spec.TaskTemplate.ContainerSpec.Mounts ?? []
    #expect(mounts.map(\.Source) == ["/d/traefik", "/d/traefik/acme"])
    #expect(mounts.map(\.ReadOnly) == [true, nil])
  }

  @Test func `Other settings make another task, the same ones the same digest`() throws {
    let one = try ProxyService.spec(Configuration(), folder: "/d", identity: "7", node: "n", settings: "a")
    #expect(try ProxyService.spec(Configuration(), folder: "/d", identity: "7", node: "n", settings: "a") == one)
    let two = try ProxyService.spec(Configuration(), folder: "/d", identity: "7", node: "n", settings: "b")
    #expect(one.Labels?[ReleaseLabels.spec] != two.Labels?[ReleaseLabels.spec])
    #expect(one.TaskTemplate != two.TaskTemplate)
  }

  @Test func `A folder that another one has taken the place of needs another task`() throws {
    let one = try ProxyService.spec(Configuration(), folder: "/d", identity: "7", node: "n", settings: "a")
    let two = try ProxyService.spec(Configuration(), folder: "/d", identity: "8", node: "n", settings: "a")
    #expect(one.TaskTemplate != two.TaskTemplate)
  }
}
