import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Where images are pulled from and pushed to, and who we are there.
enum RegistriesPage: Page {
  static let path = "/settings/registries"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await request.desk.ask(RegistryAll.self, NoInput()), request.context)
  }

  static func render(_ registries: [RegistryRow], _ context: PageContext) -> HTML {
    let create = dialogButton("Add registry", opens: "registry-new", .primary, icon: .plus)
    let body: HTML =
      registries.isEmpty
      ? emptyState(
        .package, "No registries yet",
        "A registry keeps images: services pull private ones with its password, and builds can be pushed to it.",
        action: create)
      : Card(isFlush: true).html("<div class=\"list\">\(each: registries, { item($0, context) })</div>")
    let heading = pageHeading("Registries", actions: registries.isEmpty ? nil : create)
    let dialogs: HTML = "\(dialog(nil, context))\(each: registries, { dialog($0, context) })"
    return Layout.page(
      Screen(
        "Registries", place: .registries, crumbs: [Crumb("Settings"), Crumb("Registries")], heading: heading,
        body: body + dialogs
      ).wide(.narrow), context)
  }

  private static func item(_ registry: RegistryRow, _ context: PageContext) -> HTML {
    let id = registry.registryId.rawValue
    var test = PostForm(
      "registry.testRegistryById", context, id: "test-registry-\(id)",
      hidden: [("registryId", id), ("_notice", "\(registry.registryName) let us in.")])
    test.refusalTitle = "Not let in"
    var delete = PostForm("registry.remove", context, id: "remove-registry-\(id)", hidden: [("registryId", id)])
    delete.question = "Delete the registry \(registry.registryName)? Its images stay where they are."
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(registry.registryName)</div>\
      <div class="list-sub"><span><code>\(registry.registryUrl.isEmpty ? "Docker Hub" : registry.registryUrl)</code></span>\
      <span>as \(registry.username)</span>\(registry.imagePrefix.map { "<span>below <code>\($0)</code></span>" })</div></div>\
      <div class="actions">\(test.button("Test", icon: .send))\(dialogButton("Edit", opens: "registry-\(id)", icon: .edit))\
      \(menu("More for \(registry.registryName)", [delete.button("Delete", .danger, icon: .trash)]))</div></article>
      """
  }

  private static func dialog(_ registry: RegistryRow?, _ context: PageContext) -> HTML {
    let id = "registry-\(registry?.registryId.rawValue ?? "new")"
    let hidden = registry.map { [(name: "registryId", value: $0.registryId.rawValue)] } ?? []
    let form = PostForm(
      registry == nil ? "registry.create" : "registry.update", context, id: id,
      hidden: hidden + [("registryType", "cloud")])
    let name = Field("registryName", "Name", registry?.registryName ?? "").with { $0.isRequired = true }
    let url = Field("registryUrl", "Address", registry?.registryUrl ?? "").with { field in
      field.isCode = true
      field.placeholder = "ghcr.io"
      field.help = "Empty: Docker Hub."
    }
    let username = Field("username", "User name", registry?.username ?? "").with { $0.isRequired = true }
    let password = Field("password", "Password or token").with { field in
      field.kind = .password
      field.isRequired = registry == nil
      field.autocomplete = "new-password"
      field.help = registry == nil ? "Tried before it is kept; sealed, and never shown again." : "Empty: it stays."
    }
    let prefix = Field("imagePrefix", "Prefix of images", registry?.imagePrefix ?? "").with { field in
      field.isCode = true
      field.help = "Between the address and the service’s name; empty: the user name."
    }
    return Dialog(
      id: id, title: registry.map { "Edit \($0.registryName)" } ?? "Add registry",
      isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        <div class="form-row">\(name.html(form))\(url.html(form))</div>\
        <div class="form-row">\(username.html(form))\(password.html(form))</div>\(prefix.html(form))\
        <div class="form-actions">\(button(registry == nil ? "Sign in and add" : "Save", .primary))</div>
        """))
  }
}
