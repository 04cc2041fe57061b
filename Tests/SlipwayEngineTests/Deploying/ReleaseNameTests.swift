import FoundationEssentials
import SlipwayCore
import SlipwayEngine
import Testing

@Suite struct ReleaseNameTests {
  @Test func `A deployment has the same name again after a crash and another than every other`() {
    let one = ReleaseName.service(appName: "shop-ab12cd", deployment: ID("one"))
    #expect(one == ReleaseName.service(appName: "shop-ab12cd", deployment: ID("one")))
    #expect(one != ReleaseName.service(appName: "shop-ab12cd", deployment: ID("two")))
    #expect(one.hasPrefix("shop-ab12cd-"))
    #expect(one.count == "shop-ab12cd-".count + 10)
  }

  @Test func `The longest name is still a DNS label`() throws {
    let long = String(repeating: "a", count: 49) + "-bcdef"
    let name = ReleaseName.service(appName: long, deployment: .random())
    #expect(name.utf8.count <= 63)
    #expect(!name.contains("--"))
    #expect(try Hostname.normalize(name) == name)
  }

  @Test func `Nobody can forge a label of ours`() {
    let deployment = Deployment(organizationID: ID("o"), deployableID: ID("a"), createdAt: .distantPast)
    let labels = ReleaseLabels(instance: "i", deployment: deployment, release: ID("r"))
    let all = labels.over(["slipway.instance": "other", "slipway.role": "proxy", "team": "red"])
    #expect(all["slipway.instance"] == "i")
    #expect(all["slipway.role"] == nil)
    #expect(all["team"] == "red")
    #expect(all["slipway.release"] == "r")
  }
}
