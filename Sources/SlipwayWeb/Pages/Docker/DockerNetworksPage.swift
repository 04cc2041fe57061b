import SlipwayAnswers
import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// The networks on the server, each with who is on it; the organisation's own can be made and removed.
enum DockerNetworksPage: Page {
  static let path = "/docker/networks"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await DockerFrame.load(request)
    return try await frame.page("Networks", path) {
      let networks = try await request.desk.ask(NetworkPresent.self, frame.input)
      let sync = try await request.desk.ask(NetworkNetworksToSync.self, frame.input)
      let own = try await request.desk.ask(NetworkAll.self, frame.input)
      return Model(
        networks: networks, own: own, missing: sync.missing, importable: frame.ownsServer ? sync.importable : [])
    } body: {
      render($0, frame, query: request.query["q"] ?? "")
    }
  }

  /// What is in Docker beside what the organisation has made.
  struct Model: Sendable {
    var networks: [NetworkItem]
    var own: [NetworkRow]
    /// Those of the organisation that are not in Docker any more.
    var missing: [String] = []
    /// Those that could be taken over.
    var importable: [String] = []
  }

  static func render(_ model: Model, _ frame: DockerFrame, query: String = "") -> HTML {
    let isHere = frame.mayChange && frame.server?.serverType != .build
    let make: HTML? = isHere ? dialogButton("New network", opens: "network-new", icon: .plus) : nil
    let dialog: HTML? = isHere ? creation(frame) : nil
    guard !model.networks.isEmpty || !model.missing.isEmpty else {
      return emptyState(.globe, "No networks", "Networks of services and stacks appear here.", action: make)
        + (dialog ?? "")
    }
    let lost = model.own.filter { model.missing.contains($0.name) }
    let items = lost.map { missing($0, frame) } + model.networks.map { item($0, model, frame) }
    let list = DockerList(
      title: "Networks", id: "networks", note: Amounts.count(model.networks.count, "network") + ".", query: query,
      actions: make)
    return "\(list.html(items))\(dialog)"
  }

  private static func item(_ network: NetworkItem, _ model: Model, _ frame: DockerFrame) -> HTML {
    let names = network.containers.prefix(4).joined(separator: ", ")
    let users: HTML =
      network.containers.isEmpty
      ? "<span>no container is on it</span>"
      : "<span>\(Amounts.count(network.containers.count, "container")): \(names)</span>"
    return """
      <article class="list-item" data-words="\(network.name) \(network.driver) \(names) \(ownerWords(network.owner))">\
      <div class="list-main"><div class="list-title"><code>\(network.name)</code>\(badge(network.driver))\
      \(when: network.isInternal, badge("Internal"))\(when: network.scope == "swarm", badge("Swarm"))</div>\
      <div class="list-sub">\(ownerMark(network.owner))\(each: network.subnets, { "<span class=\"mono\">\($0)</span>" })\(users)</div></div>\
      <div class="actions">\(actions(network, model, frame))</div></article>
      """
  }

  private static func actions(_ network: NetworkItem, _ model: Model, _ frame: DockerFrame) -> HTML? {
    guard frame.mayChange else { return nil }
    if let row = model.own.first(where: { $0.name == network.name }) {
      var form = PostForm(
        "network.remove", frame.context, id: "remove-\(row.networkId)",
        hidden: [("networkId", row.networkId.rawValue)])
      form.question = "Remove the network \(row.name)?"
      form.refusalTitle = "Not removed"
      return form.button("Remove", .danger, icon: .trash)
    }
    guard model.importable.contains(network.name) else { return nil }
    return PostForm(
      "network.import", frame.context, id: "import-\(network.id.prefix(12))",
      hidden: frame.hidden + [("names[]", network.name)]
    ).button("Take over", icon: .plus)
  }

  private static func missing(_ row: NetworkRow, _ frame: DockerFrame) -> HTML {
    let form = PostForm(
      "network.recreate", frame.context, id: "recreate-\(row.networkId)",
      hidden: [("networkId", row.networkId.rawValue)])
    return """
      <article class="list-item" data-words="\(row.name)"><div class="list-main"><div class="list-title"><code>\(row.name)</code>\
      \(statusDot(.failed, "Not in Docker"))</div><div class="list-sub"><span>It was removed by hand. Services that are on it \
      do not start.</span></div></div>\
      <div class="actions">\(when: frame.mayChange, form.button("Make it again", icon: .refresh))</div></article>
      """
  }

  private static func creation(_ frame: DockerFrame) -> HTML {
    let context = frame.context
    let form = PostForm(
      "network.create", context, id: "network-new", hidden: frame.hidden + [("_notice", "The network was made.")])
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "backend"
    }
    let driver = Select(
      "driver", "Reaches",
      [.init("overlay", "Services on all machines"), .init("bridge", "Containers on this machine")],
      "overlay")
    return Dialog(
      id: "network-new", title: "New network", note: "Only this organization’s services can join it.",
      isOpen: context.open == "network-new" || form.failure != nil
    ).html(
      form.html(
        """
        \(name.html(form))\(driver.html(form))\
        \(Toggle("internal", "Leads to no other network", false, help: "Its containers reach each other only.").html(form))\
        <div class="form-actions">\(button("Make network", .primary))</div>
        """))
  }
}
