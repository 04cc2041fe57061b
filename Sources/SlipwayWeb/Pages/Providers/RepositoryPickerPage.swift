import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Picks a repository, and then its branch, for a service: two lists with search and pages.
enum RepositoryPickerPage: Page {
  static let path = "/settings/git-providers/:provider/repositories"

  /// For what is picked, what was searched, and where the list is.
  struct Query: Sendable {
    var provider: ID<GitProvider>
    var serviceType: String
    var serviceId: String
    var owner: String
    var repository: String
    /// The provider's own name of the repository.
    var repositoryId: String
    var search: String
    var page: Int

    init(_ request: PageRequest) throws {
      let query = request.query
      provider = request.id("provider")
      serviceType = query["serviceType"] ?? ""
      serviceId = query["serviceId"] ?? ""
      owner = query["owner"] ?? ""
      repository = query["repository"] ?? ""
      repositoryId = query["repositoryId"] ?? ""
      search = query["search"] ?? ""
      page = max(1, query["page"].flatMap(Int.init) ?? 1)
      guard ["application", "compose"].contains(serviceType) else { throw SlipwayError.notFound("Service") }
    }

    var back: String {
      serviceType == "compose" ? "/compose/\(serviceId)/file" : "/applications/\(serviceId)/source"
    }

    /// The same list elsewhere.
    func href(_ change: (inout Query) -> Void) -> String {
      var query = self
      change(&query)
      let fields = [
        ("serviceType", query.serviceType), ("serviceId", query.serviceId), ("owner", query.owner),
        ("repository", query.repository), ("repositoryId", query.repositoryId), ("search", query.search),
        ("page", query.page == 1 ? "" : String(query.page)),
      ]
      let text = fields.filter { !$0.1.isEmpty }.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&")
      return "\(GitProvidersPage.path)/\(query.provider)/repositories?\(text)"
    }
  }

  static func html(_ request: PageRequest) async throws -> HTML {
    let query = try Query(request)
    guard query.repository.isEmpty else {
      let branches = try await request.desk.ask(
        GitProviderBranches.self,
        fields: [
          "gitProviderId": .string(query.provider.rawValue), "owner": .string(query.owner),
          "repository": .string(query.repository), "search": .string(query.search), "page": .integer(query.page),
        ])
      return render(query, branches: branches, request.context)
    }
    let repositories = try await request.desk.ask(
      GitProviderRepositories.self,
      fields: [
        "gitProviderId": .string(query.provider.rawValue), "search": .string(query.search),
        "page": .integer(query.page),
      ])
    return render(query, repositories: repositories, request.context)
  }

  static func render(
    _ query: Query, repositories: ProviderPageRow<ProviderRepositoryRow>, _ context: PageContext
  ) -> HTML {
    func item(_ repository: ProviderRepositoryRow) -> HTML {
      let href = query.href {
        $0.owner = repository.owner
        $0.repository = repository.name
        $0.repositoryId = repository.id
        ($0.search, $0.page) = ("", 1)
      }
      return """
        <article class="list-item"><div class="list-main"><div class="list-title">\
        <a class="link" href="\(href)">\(repository.fullName)</a>\(when: repository.isPrivate, badge("private"))</div>\
        \(repository.defaultBranch.map { "<div class=\"list-sub\"><span><code>\($0)</code></span></div>" })</div>\
        <div class="actions">\(linkButton("Choose", href: href))</div></article>
        """
    }
    let list: HTML =
      repositories.items.isEmpty
      ? emptyState(
        .search, "No repository",
        "Nothing fits, or the account does not see it: look at what it may see at the provider.")
      : Card(isFlush: true).html("<div class=\"list\">\(each: repositories.items, item)</div>")
    return page("Choose a repository", query, list, next: repositories.nextPage, context)
  }

  static func render(_ query: Query, branches: ProviderPageRow<ProviderBranchRow>, _ context: PageContext) -> HTML {
    func item(_ branch: ProviderBranchRow) -> HTML {
      let form = PostForm(
        SaveProviderSourceForm.name, context, id: "branch-\(branch.name)",
        hidden: [
          ("serviceType", query.serviceType), ("serviceId", query.serviceId),
          ("gitProviderId", query.provider.rawValue), ("owner", query.owner), ("repository", query.repository),
          ("repositoryId", query.repositoryId), ("branch", branch.name),
        ])
      return """
        <article class="list-item"><div class="list-main"><div class="list-title"><code>\(branch.name)</code>\
        \(when: branch.isProtected, badge("protected"))</div>\
        <div class="list-sub"><span><code>\(String(branch.commit.prefix(10)))</code></span></div></div>\
        <div class="actions">\(form.html(button("Use"), class: "inline-form", action: "/forms/\(SaveProviderSourceForm.name)"))\
        </div></article>
        """
    }
    let list: HTML =
      branches.items.isEmpty
      ? emptyState(.branch, "No branch", "Nothing fits, or the repository is empty: push a branch first.")
      : Card(isFlush: true).html("<div class=\"list\">\(each: branches.items, item)</div>")
    return page(
      "Choose a branch of \(query.owner)/\(query.repository)", query, list, next: branches.nextPage, context)
  }

  private static func page(
    _ title: String, _ query: Query, _ list: HTML, next: Int?, _ context: PageContext
  ) -> HTML {
    let fields = [
      ("serviceType", query.serviceType), ("serviceId", query.serviceId), ("owner", query.owner),
      ("repository", query.repository), ("repositoryId", query.repositoryId),
    ].filter { !$0.1.isEmpty }
    func hidden(_ field: (String, String)) -> HTML {
      "<input type=\"hidden\" name=\"\(field.0)\" value=\"\(field.1)\">"
    }
    let body: HTML = """
      <form method="get" action="\(GitProvidersPage.path)/\(query.provider)/repositories" class="form">\
      \(each: fields, hidden)<div class="split"><label class="search-box">\(icon(.search))\
      <span class="hidden">Part of the name</span><input type="search" name="search" value="\(query.search)" \
      placeholder="Part of the name" autocomplete="off" spellcheck="false"></label>\(button("Search"))</div></form>\
      \(list)<div class="form-actions">\(linkButton("Back", href: query.back, icon: .back))\
      \(when: query.page > 1, linkButton("Previous page", href: query.href { $0.page -= 1 }))\
      \(next.map { page in linkButton("Next page", href: query.href { $0.page = page }) })</div>
      """
    let crumbs = [Crumb("Source", query.back), Crumb("Choose")]
    return Layout.page(Screen(title, place: .projects, crumbs: crumbs, body: body).wide(.narrow), context)
  }
}
