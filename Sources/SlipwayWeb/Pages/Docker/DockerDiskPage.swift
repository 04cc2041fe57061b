import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// How much room everything takes, and what can go: shown before it is taken away.
enum DockerDiskPage: Page {
  static let path = "/docker/disk"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await DockerFrame.load(request)
    return try await frame.page("Disk usage", path) {
      // One after the other: Docker counts for one at a time.
      let use = try await request.desk.ask(DockerDiskUsageGetDiskUsage.self, frame.input)
      let plans = try await request.desk.ask(DockerDiskUsagePreviewCleanUp.self, frame.input)
      return (use, plans)
    } body: { use, plans in
      render(use, plans, frame)
    }
  }

  static func render(
    _ use: [DockerDiskUsageGetDiskUsage.Row], _ plans: [CleanUp.Plan], _ frame: DockerFrame
  ) -> HTML {
    let columns: [Table.Column] = [
      .init("What"), .init("How many", isNumber: true), .init("In use", isNumber: true),
      .init("Size", isNumber: true), .init("Not in use", isNumber: true),
    ]
    let rows: [[HTML]] = use.map { row in
      [
        "<strong>\(title(row.type))</strong>", "\(row.totalCount)", "\(row.active)",
        "\(BackupWords.bytes(row.sizeBytes))", "\(BackupWords.bytes(row.reclaimableBytes))",
      ]
    }
    let table = Card("Disk usage", note: "As Docker counts it.").html(
      Table(caption: "Disk usage", columns: columns).html(rows))
    return "\(table)\(tidy(plans, frame))"
  }

  private static func title(_ type: String) -> String {
    switch type {
    case "Local Volumes": "Volumes"
    case "Build Cache": "Build cache"
    default: type
    }
  }

  private static func tidy(_ plans: [CleanUp.Plan], _ frame: DockerFrame) -> HTML {
    let isEmpty = plans.allSatisfy(\.items.isEmpty)
    let note: HTML = """
      What a stopped service starts from, a release can be gone back to by, or was made here and is nowhere else, stays. \
      Named volumes are never part of it.
      """
    let card = Card("Tidy up", note: note, isFlush: true)
    guard !isEmpty else {
      return card.html("<p class=\"none-found\">There is nothing that could go.</p>")
    }
    return card.html("<div class=\"list\">\(each: plans, { part($0, frame) })</div>")
  }

  private static func part(_ plan: CleanUp.Plan, _ frame: DockerFrame) -> HTML {
    let (title, procedure, what) = words(plan.part)
    var form = PostForm(
      procedure, frame.context, id: procedure, hidden: [("_notice", "\(title) were taken away.")] + frame.hidden)
    form.question =
      "Take away \(Amounts.count(plan.items.count, what))? That frees \(BackupWords.bytes(plan.bytes)) or more."
    form.refusalTitle = "Not taken away"
    func line(_ item: CleanUp.Item) -> HTML {
      "<li><code>\(item.name)</code> <span class=\"muted\">\(BackupWords.bytes(item.bytes))</span></li>"
    }
    let details: HTML = """
      <details class="plain-details"><summary>\(Amounts.count(plan.items.count, what))</summary>\
      <ul class="plain-list">\(each: plan.items.prefix(200), line)</ul></details>
      """
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><strong>\(title)</strong>\
      \(badge(BackupWords.bytes(plan.bytes), plan.items.isEmpty ? .idle : .warning))</div>\
      <div class="list-sub">\(plan.items.isEmpty ? "<span>nothing to take away</span>" : details)</div></div>\
      <div class="actions">\(when: !plan.items.isEmpty, form.button("Take away", .danger, icon: .trash))</div></article>
      """
  }

  private static func words(_ part: CleanUp.Part) -> (title: String, procedure: String, what: String) {
    switch part {
    case .containers: ("Containers of ended tasks", "settings.cleanStoppedContainers", "container")
    case .images: ("Images that nothing needs", "settings.cleanUnusedImages", "image")
    case .volumes: ("Volumes without a name", "settings.cleanUnusedVolumes", "volume")
    case .cache: ("Steps of earlier builds", "settings.cleanDockerBuilder", "step")
    }
  }
}
