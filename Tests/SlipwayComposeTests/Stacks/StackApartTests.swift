import SlipwayCore
import Testing

@testable import SlipwayCompose

@Suite struct StackApartTests {
  @Test func `a preview of a stack publishes no ports and shares no names with it`() {
    let model = StackModel(root: [
      "services": ["web": ["image": "web", "ports": [["published": "80"]]]],
      "volumes": ["data": ["name": "production-data"], "other": ["name": "theirs", "external": true]],
      "networks": ["default": ["name": "production_default"], "proxy": ["name": "slipway-network"]],
    ])
    let apart = StackApart(appName: "preview-web-abc123", proxyNetwork: "slipway-network").apply(to: model)
    #expect(apart.services["web"]?["ports"] == nil)
    #expect(apart.volumes["data"]?["name"] == "preview-web-abc123_data")
    #expect(apart.volumes["other"]?["name"] == "theirs")
    #expect(apart.networks["default"]?["name"] == "preview-web-abc123_default")
    #expect(apart.networks["proxy"]?["name"] == "slipway-network")
  }
}
