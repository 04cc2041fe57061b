import SlipwayCore
import Testing

@testable import SlipwayCompose

struct ComposeTransformTests {
  private static let source = """
    x-base: &base
      restart: always
      environment: {MODE: "08"}
    services:
      web: &web
        <<: *base
        image: nginx:alpine
      db:
        <<: *base
        image: postgres
        networks: [back]
    networks:
      back: {internal: true}
    """

  private func settings(_ change: (inout ComposeSettings) -> Void = { _ in }) -> ComposeSettings {
    var settings = ComposeSettings(appName: "blog-x1y2z3", proxyNetwork: "slipway")
    change(&settings)
    return settings
  }

  /// What the file means after it was transformed. Transformed again, it must mean the same.
  private func transformed(_ source: String, _ settings: ComposeSettings) throws -> YAMLNode {
    let effective = try ComposeTransform.effective(source: source, settings: settings)
    let again = try ComposeTransform.effective(source: effective.text, settings: settings)
    #expect(again.text == effective.text)
    #expect(again.services == effective.services)
    return try YAMLTree.read(effective.text, field: "effective").withoutLines
  }

  private func meaning(_ text: String) throws -> YAMLNode { try YAMLTree.read(text, field: "expected").withoutLines }

  @Test func `Without settings the file means what it meant, and nothing is added`() throws {
    #expect(try transformed(Self.source, settings()) == meaning(Self.source))
    #expect(try ComposeTransform.effective(source: Self.source, settings: settings()).additions.isEmpty)
  }

  @Test func `A service with a domain joins the proxy's network and stays on the stack's own`() throws {
    let exposed = settings {
      $0.exposures = [.init(service: "web", host: "b.test"), .init(service: "db", host: "d.test")]
    }
    let tree = try transformed(Self.source, exposed)
    #expect(ComposeService.names(in: tree["services"]?["web"]?["networks"]) == ["slipway", "default"])
    #expect(ComposeService.names(in: tree["services"]?["db"]?["networks"]) == ["back", "slipway", "default"])
    #expect(try tree["networks"] == meaning("{back: {internal: true}, slipway: {external: true}}"))
    let additions = try ComposeTransform.effective(source: Self.source, settings: exposed).additions
    #expect(additions.contains { $0.path == "services.web.networks.slipway" && $0.reason.contains("b.test") })
  }

  @Test func `Networks as a map get keys, and what is there is not added again`() throws {
    let source = """
      services:
        web: {image: x, networks: {default: {aliases: [a]}, slipway: }}
        api: {image: x, networks: {front: {aliases: [b]}}}
      networks: {front: , slipway: {external: false, driver: bridge}}
      """
    let tree = try transformed(
      source, settings { $0.exposures = [.init(service: "web", host: "w"), .init(service: "api", host: "a")] })
    #expect(try tree["services"]?["web"]?["networks"] == meaning("{default: {aliases: [a]}, slipway: }"))
    #expect(try tree["services"]?["api"]?["networks"] == meaning("{front: {aliases: [b]}, slipway: {}, default: {}}"))
    #expect(try tree["networks"]?["slipway"] == meaning("external: true"))
  }

  @Test func `The network that files for Dokploy name is this installation's`() throws {
    let source = """
      services: {web: {image: x, networks: [dokploy-network]}}
      networks: {dokploy-network: {external: true}}
      """
    let tree = try transformed(source, settings { $0.exposures = [.init(service: "web", host: "w")] })
    #expect(try tree["networks"] == meaning("{dokploy-network: {external: true, name: slipway}}"))
    #expect(ComposeService.names(in: tree["services"]?["web"]?["networks"]) == ["dokploy-network", "default"])
  }

  @Test func `A domain of a service that is not there, or that no proxy can reach, is refused`() {
    let missing = #expect(throws: SlipwayError.self) {
      try ComposeTransform.effective(
        source: Self.source, settings: settings { $0.exposures = [.init(service: "wbe", host: "b.test")] })
    }
    #expect(missing?.details["serviceName"]?.hasSuffix("it has: db, web") == true)
    let unreachable = #expect(throws: SlipwayError.self) {
      try ComposeTransform.effective(
        source: "services:\n  web:\n    image: x\n    network_mode: host\n",
        settings: settings { $0.exposures = [.init(service: "web", host: "b.test")] })
    }
    #expect(unreachable?.details["composeFile"]?.hasPrefix("line 4: ") == true)
  }

  @Test func `An isolated stack has a network that is its own and none of the proxy's`() throws {
    let source = """
      services:
        web: {image: x}
        db: {image: x, networks: {back: }, volumes: ["data:/d", "./x:/x"]}
        side: {image: x, network_mode: "service:web"}
      networks: {back: }
      volumes: {data: }
      """
    let isolated = settings {
      $0.isIsolated = true
      $0.suffix = "ab12"
      $0.exposures = [.init(service: "web", host: "w")]
    }
    let tree = try transformed(source, isolated)
    #expect(ComposeService.names(in: tree["services"]?["web"]?["networks"]) == ["ab12"])
    #expect(ComposeService.names(in: tree["services"]?["db"]?["networks"]) == ["back", "ab12"])
    #expect(tree["services"]?["side"]?["networks"] == nil)
    #expect(try tree["networks"] == meaning("{back: , ab12: {external: true}}"))
    #expect(ComposeService.names(in: tree["volumes"]) == ["data"])
    var apart = isolated
    apart.isolatesVolumes = true
    let second = try transformed(source, apart)
    #expect(ComposeService.names(in: second["volumes"]) == ["data-ab12"])
    #expect(ComposeService.names(in: second["services"]?["db"]?["volumes"]) == ["data-ab12:/d", "./x:/x"])
  }

  @Test func `Networks of a service's settings are joined, and it can be taken off the others`() throws {
    let attached = settings {
      $0.exposures = [.init(service: "web", host: "w")]
      $0.attachments = [
        .init(service: "web", networks: ["lan"]), .init(service: "db", networks: ["lan"], isDetached: true),
        .init(service: "nobody", networks: ["other"]),
      ]
    }
    let tree = try transformed(Self.source, attached)
    #expect(ComposeService.names(in: tree["services"]?["web"]?["networks"]) == ["slipway", "default", "lan"])
    #expect(ComposeService.names(in: tree["services"]?["db"]?["networks"]) == ["back", "lan"])
    #expect(ComposeService.names(in: tree["networks"]) == ["back", "slipway", "lan"])
  }

  @Test func `A service with a domain is not taken off the proxy's network`() throws {
    let detached = settings {
      $0.exposures = [.init(service: "web", host: "shop.example.org")]
      $0.attachments = [.init(service: "web", networks: ["lan"], isDetached: true)]
    }
    let error = #expect(throws: SlipwayError.self) { try transformed(Self.source, detached) }
    #expect(error?.details["serviceNetworks"]?.contains("shop.example.org") == true)
  }

  @Test func `Labels of Slipway cannot be forged, and a dollar sign names no variable`() throws {
    let source = """
      services:
        list: {image: x, labels: [a=b, slipway.instance=evil, slipway.role=proxy]}
        map: {image: x, labels: {a: b, slipway.role: proxy}}
        none: {image: x}
      """
    var labelled = settings { $0.labels = ["slipway.instance": "one$two"] }
    let tree = try transformed(source, labelled)
    #expect(ComposeService.names(in: tree["services"]?["list"]?["labels"]) == ["a=b", "slipway.instance=one$$two"])
    #expect(try tree["services"]?["map"]?["labels"] == meaning("{a: b, slipway.instance: \"one$$two\"}"))
    #expect(try tree["services"]?["none"]?["labels"] == meaning("{slipway.instance: \"one$$two\"}"))
    labelled.kind = .stack
    let stack = try transformed(source, labelled)
    #expect(try stack["services"]?["none"]?["deploy"] == meaning("{labels: {slipway.instance: \"one$$two\"}}"))
    let reasons = try ComposeTransform.effective(source: source, settings: labelled).additions.map(\.path)
    #expect(reasons == ["services.list.labels", "services.map.labels", "services.*.labels"])
  }

  @Test func `File mounts are found where they lie`() throws {
    let source = """
      services:
        web:
          image: x
          env_file: ../files/web.env
          volumes:
            - ../files/nginx.conf:/etc/nginx.conf:ro
            - {type: bind, source: ../files/html, target: /html}
            - ../filesystem:/x
      configs: {a: {file: ../files/a}}
      """
    let tree = try transformed(source, settings { $0.filesFolder = "/data/files/blog" })
    let web = tree["services"]?["web"]
    #expect(web?["env_file"]?.text == "/data/files/blog/web.env")
    #expect(ComposeService.names(in: web?["volumes"]).first == "/data/files/blog/nginx.conf:/etc/nginx.conf:ro")
    #expect(web?["volumes"]?.items?[1]["source"]?.text == "/data/files/blog/html")
    #expect(ComposeService.names(in: web?["volumes"]).last == "../filesystem:/x")
    #expect(tree["configs"]?["a"]?["file"]?.text == "/data/files/blog/a")
  }
}

extension YAMLNode {
  /// The same value, wherever it stood and however it was quoted.
  var withoutLines: YAMLNode {
    switch content {
    case .scalar(let scalar):
      if scalar.style == .plain { return .word(isNull ? "null" : scalar.text) }
      return .text(scalar.text)
    case .list(let items): return .list(items.map(\.withoutLines))
    case .map(let pairs):
      return YAMLNode(.map(pairs.map { Pair(Scalar(text: $0.key.text, style: .plain), $0.value.withoutLines) }))
    }
  }
}
