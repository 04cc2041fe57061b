import SlipwayCore

/// The last step before a provider: says where the browser goes, and takes it there.
enum LeavePage {
  /// What is taken along: a form's fields, or nothing but the address.
  enum Way: Sendable {
    case link
    case post([(name: String, value: String)])
  }

  static func render(_ title: String, to url: String, _ sentence: String, _ way: Way, _ context: PageContext) -> HTML
  {
    let place = url.split(separator: "/", maxSplits: 2).dropFirst().first.map(String.init) ?? url
    let host = place.split(separator: "/").first.map(String.init) ?? place
    let go: HTML =
      switch way {
      case .link: linkButton("Go to \(host)", href: url, .primary, icon: .external)
      case .post(let fields):
        """
        <form method="post" action="\(url)" class="inline-form">\(each: fields, hidden)\
        \(button("Go to \(host)", .primary, icon: .external))</form>
        """
      }
    let body = Card(title).html(
      """
      <p>\(sentence)</p><div class="form-actions">\(go)\
      \(linkButton("Back", href: GitProvidersPage.path, icon: .back))</div>
      """)
    let crumbs = [Crumb("Settings"), Crumb("Git providers", GitProvidersPage.path), Crumb(title)]
    return Layout.page(
      Screen(title, place: .gitProviders, crumbs: crumbs, body: body).wide(.narrow), context)
  }

  private static func hidden(_ field: (name: String, value: String)) -> HTML {
    "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">"
  }
}
