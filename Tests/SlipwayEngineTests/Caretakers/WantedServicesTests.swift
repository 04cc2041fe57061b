import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import Testing

@Suite struct WantedServicesTests {
  private func spec(_ name: String, application: String?, role: String? = nil) -> ServiceSpec {
    var labels = ["slipway.instance": "slipway"]
    labels["slipway.deployable"] = application
    labels["slipway.role"] = role
    return ServiceSpec(Name: name, Labels: labels, TaskTemplate: TaskSpec(ContainerSpec: ContainerSpec(Image: "i")))
  }

  @Test func `What no row wants is an orphan, what a job works on is left to it`() {
    let wanted = WantedServices(current: [.init(deployableID: ID("a"), serviceName: "a-1")], busy: ["b"])
    #expect(!wanted.isOrphan(spec("a-1", application: "a")))
    #expect(wanted.isOrphan(spec("a-0", application: "a")))
    #expect(!wanted.isOrphan(spec("b-0", application: "b")))
    #expect(wanted.isOrphan(spec("gone-1", application: "gone")))
  }

  @Test func `The proxy and what carries no application are never orphans`() {
    let wanted = WantedServices(current: [])
    #expect(!wanted.isOrphan(spec("slipway-traefik", application: nil, role: "proxy")))
    #expect(!wanted.isOrphan(spec("x", application: nil)))
  }

  @Test func `What runs against its owner's wish is put right, whichever way it is`() {
    let (serving, stopped) = (spec("a-1", application: "a"), spec("a-1", application: "a").stopped())
    let wanted = WantedServices(current: [.init(deployableID: ID("a"), serviceName: "a-1")])
    #expect(!wanted.isRestless(ID("a"), serving))
    #expect(wanted.isRestless(ID("a"), stopped))
    #expect(wanted.isRestless(ID("a"), nil))
    let unwanted = WantedServices(current: wanted.current, stopped: ["a"])
    #expect(unwanted.isRestless(ID("a"), serving))
    #expect(!unwanted.isRestless(ID("a"), stopped))
    #expect(!unwanted.isRestless(ID("a"), nil))
    #expect(!WantedServices(current: wanted.current, busy: ["a"]).isRestless(ID("a"), nil))
  }
}
